import type { z } from 'zod';
import type { Context, Decision } from '#shared/commands/decision.ts';
import type { Role } from '#shared/scheduling/person.ts';
import type { Collection, World } from '#shared/scheduling/world.ts';
import type { Interval } from '#shared/time/interval.ts';

export type DocumentRef = { readonly collection: Collection; readonly id: string };

/** The stretch of a resource's time whose claims `decide()` will ask for. */
export type ClaimWindow = Interval & { readonly resourceId: string };

/** A command before it has an id: what a person meant. */
export type Intent<Name extends string = string, Input = unknown> = { readonly name: Name; readonly input: Input };

/**
 * One kind of command. The same `decide` predicts on the desk and decides on the server, so it is pure: what it may
 * look at is in `world`, and the server has loaded and locked exactly what `reads` and `claims` name.
 */
export type CommandDefinition<Name extends string, Input> = {
  readonly name: Name;
  readonly schema: z.ZodType<Input, Input>;
  readonly roles: readonly Role[];
  /** Documents that are looked at by id; those that may be changed are among them. */
  reads(input: Input): readonly DocumentRef[];
  /** Claims that are looked at, once the documents of `reads` are there. */
  claims(input: Input, world: World): readonly ClaimWindow[];
  decide(input: Input, world: World, context: Context): Decision;
  /** What undoes it, judged by the world before it was done; null where nothing needs undoing. */
  invert(input: Input, before: World): Intent | null;
};

/** Keeps the types of one definition while checking its shape. */
export function defineCommand<const Name extends string, Input>(
  definition: CommandDefinition<Name, Input>,
): CommandDefinition<Name, Input> {
  return definition;
}

export const everyRole = ['owner', 'manager', 'receptionist', 'practitioner'] as const;
export const deskRoles = ['owner', 'manager', 'receptionist'] as const;
export const managerRoles = ['owner', 'manager'] as const;
