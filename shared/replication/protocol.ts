import { z } from 'zod';
import { verdictSchema } from '#shared/commands/verdict.ts';
import { idSchema } from '#shared/lib/text.ts';
import { ownHoldSchema } from '#shared/replication/holds.ts';
import { instant, instantSchema } from '#shared/time/instant.ts';

/** Raised with every change of the wire, together with SPEC.md and the hash in `protocol.test.ts`. */
export const PROTOCOL_VERSION = 2;
/** The header in which a desk says which protocol it speaks; an unknown one is answered with 426. */
export const PROTOCOL_HEADER = 'x-frontdesk-protocol';

export const PUSH_LIMIT = 100;
export const PULL_LIMIT = 1_000;
/** A week on the screen with half a day on each side, so that what reaches into it is known too (RG2). */
export const RANGE_DAYS = 8;
export const RANGE_LIMIT = 5_000;

/** A command as it leaves the outbox. The tenant and the desk are known from the desk's own key, never from here. */
export const commandSchema = z.strictObject({
  /** Made when the form opens, so that a double click sends one command. */
  id: idSchema,
  name: z.string().max(60),
  actorId: idSchema,
  /** The desk's clock; not trusted, and so not bounded: a desk may believe it is 1970. */
  deskTime: z.int().transform(instant),
  /** Counts this desk's commands. */
  sequence: z.int().min(1),
  input: z.unknown(),
  /** The hold that it confirms: the time that was kept is taken in the same step (HD9). */
  hold: ownHoldSchema.nullable().default(null),
});
export type Command = Readonly<z.infer<typeof commandSchema>>;

export const pushInputSchema = z.strictObject({
  commands: z.array(commandSchema).min(1).max(PUSH_LIMIT),
  /** Whose replica this desk has: a server of another epoch decides nothing (RO1). Absent until a server was met. */
  epoch: idSchema.nullish(),
  /** Those among the commands that may build on what other desks have yet to offer again (RO4). */
  reofferedIds: z.array(idSchema).max(PUSH_LIMIT).optional(),
  /** Those that had a welcome or displaced verdict once, and came with a hold: it may be gone by now (RO7). */
  decidedIds: z.array(idSchema).max(PUSH_LIMIT).optional(),
});
export type PushInput = Readonly<z.infer<typeof pushInputSchema>>;

export const pushOutputSchema = z.object({
  /** Of the server that answers. */
  epoch: idSchema,
  verdicts: z.array(z.object({ commandId: idSchema, verdict: verdictSchema })),
});
export type PushOutput = Readonly<z.infer<typeof pushOutputSchema>>;
export type CommandVerdict = Readonly<z.infer<typeof pushOutputSchema>['verdicts'][number]>;

export const collectionSchema = z.enum([
  'appointments',
  'blocks',
  'clients',
  'locations',
  'people',
  'resources',
  'series',
  'services',
  'timeOff',
]);

/**
 * How far a desk has read one collection's change feed. Opaque to the desk.
 * `floor` and `anchor` belong to the window of dates: see SPEC.md, rules PL4 and PL5.
 */
export const checkpointSchema = z.strictObject({
  epoch: idSchema,
  xid: z.string().regex(/^\d{1,20}$/),
  id: z.string().max(36),
  floor: z.string().regex(/^\d{1,20}$/),
  anchor: z.iso.date(),
});
export type Checkpoint = Readonly<z.infer<typeof checkpointSchema>>;

export const pullInputSchema = z.strictObject({
  collection: collectionSchema,
  checkpoint: checkpointSchema.nullable(),
  limit: z.int().min(1).max(PULL_LIMIT),
});

export const pullOutputSchema = z.object({
  /** Whole documents; `isGone` asks the desk to forget one that left its window. */
  documents: z.array(z.object({ document: z.unknown(), isGone: z.boolean() })),
  checkpoint: checkpointSchema,
  /** True when there is more to read now, or a commit is still under way: pull again shortly. */
  isBehind: z.boolean(),
});
export type PullOutput = Readonly<z.infer<typeof pullOutputSchema>>;

/** A stretch of time that a person looks at and that no desk carries with it; the rules are RG1 to RG6. */
export const rangeInputSchema = z
  .strictObject({ from: instantSchema, to: instantSchema })
  .refine(({ from, to }) => from < to && to - from <= RANGE_DAYS * 86_400_000, { error: 'range-out-of-bounds' });

export const rangeOutputSchema = z.object({
  /** Whole documents, in the order of their start. */
  appointments: z.array(z.unknown()),
  blocks: z.array(z.unknown()),
  /** True when there are more than an answer holds; the ones that start last are missing. */
  isCut: z.boolean(),
});
export type RangeOutput = Readonly<z.infer<typeof rangeOutputSchema>>;

/** All that the stream says: something changed, leases are to be renewed, holds changed, or (with `hello`) which server this is. */
export const pokeSchema = z.object({
  kind: z.enum(['hello', 'changed', 'leases', 'holds']),
  epoch: idSchema,
  serverTime: z.int(),
});
export type Poke = Readonly<z.infer<typeof pokeSchema>>;
