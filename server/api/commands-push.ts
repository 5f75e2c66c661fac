import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { idSchema } from '#shared/lib/text.ts';
import {
  type Command,
  type CommandVerdict,
  commandSchema,
  pushInputSchema,
  PUSH_LIMIT,
  pushOutputSchema,
} from '#shared/replication/protocol.ts';
import { EARLIEST } from '#shared/time/instant.ts';
import { deskProcedure } from '#server/api/trpc.ts';

type CommandInput = z.input<typeof pushInputSchema>['commands'][number];

/** Each command is parsed alone, so that one malformed command does not stop the others (F3, I13). */
const looseInput = pushInputSchema.extend({ commands: z.array(z.custom<CommandInput>()).min(1).max(PUSH_LIMIT) });

type Read =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'malformed'; readonly id: string; readonly field: string };

/** Always 200, a verdict for each command, unless the request as a whole cannot be judged. */
export const commandsPush = deskProcedure
  .input(looseInput)
  .output(pushOutputSchema)
  .mutation(async ({ ctx, input }) => {
    const { epoch } = ctx.authority;
    // A desk that takes this server for another one has to begin anew first (RO1).
    if (typeof input.epoch === 'string' && input.epoch !== epoch) return { epoch, verdicts: [] };
    const read = input.commands.map(readCommand);
    const commands = read.flatMap((one) => (one.kind === 'command' ? [one.command] : []));
    const offered = { reofferedIds: new Set(input.reofferedIds), decidedIds: new Set(input.decidedIds) };
    const decided = commands.length === 0 ? [] : await ctx.authority.execute(ctx.desk, commands, offered);
    return { epoch, verdicts: [...decided, ...read.flatMap(malformedVerdict)] };
  });

function readCommand(raw: unknown): Read {
  const parsed = commandSchema.safeParse(raw);
  if (parsed.success) return { kind: 'command', command: parsed.data };
  const named = z.object({ id: idSchema }).safeParse(raw);
  // Without even an id there is nobody to answer: then the request is at fault.
  if (!named.success) throw new TRPCError({ code: 'BAD_REQUEST', cause: named.error });
  return { kind: 'malformed', id: named.data.id, field: parsed.error.issues[0]?.path.map(String).join('.') ?? '' };
}

/** The same for the same command, however often it comes; so it needs no keeping. */
function malformedVerdict(read: Read): CommandVerdict[] {
  if (read.kind === 'command') return [];
  const refusal = { code: 'invalid-input' as const, field: read.field.slice(0, 200), conflicts: [] };
  return [{ commandId: read.id, verdict: { kind: 'refused', decidedAt: EARLIEST, revisions: [], refusal } }];
}
