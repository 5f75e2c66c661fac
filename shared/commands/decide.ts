import type { z } from 'zod';
import type { ClaimWindow, CommandDefinition, DocumentRef, Intent } from '#shared/commands/command-definition.ts';
import { type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { withExceptions, withSeries } from '#shared/commands/occurrence-change.ts';
import { isRefusalCode, type Refusal } from '#shared/commands/refusal.ts';
import { commandDefinition } from '#shared/commands/registry.ts';
import type { World } from '#shared/scheduling/world.ts';

/** A command whose name is known and whose input has been parsed. */
export type ReadyCommand = {
  readonly name: string;
  reads(): readonly DocumentRef[];
  claims(world: World): readonly ClaimWindow[];
  decide(world: World, context: Context): Decision;
  /** What undoes it, given the world before it was done. */
  invert(before: World): Intent | null;
};

export type Readied =
  | { readonly ok: true; readonly command: ReadyCommand }
  | { readonly ok: false; readonly refusal: Refusal };

/** The one door: parses an intent and makes it decidable, on the desk and on the server. */
export function readyCommand({ name, input }: Intent): Readied {
  const definition = commandDefinition(name);
  if (definition === null) return refused('unknown-command', 'name');
  const parsed = definition.schema.safeParse(input);
  if (!parsed.success) return inputRefusal(parsed.error);
  return { ok: true, command: bind(definition, parsed.data) };
}

function bind(definition: CommandDefinition<string, unknown>, input: unknown): ReadyCommand {
  return {
    name: definition.name,
    reads: () => withSeries(definition.reads(input)),
    claims: (world) => definition.claims(input, world),
    decide: (world, context) =>
      definition.roles.includes(context.role)
        ? withExceptions(definition.decide(input, world, context), world, context)
        : refuse('not-permitted'),
    invert: (before) => definition.invert(input, before),
  };
}

// Schemas carry refusal codes as their messages; a message that is none is the schema library's own wording.
function inputRefusal(error: z.ZodError): Readied {
  const issue = error.issues[0];
  const code = issue !== undefined && isRefusalCode(issue.message) ? issue.message : 'invalid-input';
  return refused(code, issue?.path.map(String).join('.').slice(0, 200) ?? '');
}

function refused(code: Refusal['code'], field: string): Readied {
  return { ok: false, refusal: { code, field, conflicts: [] } };
}
