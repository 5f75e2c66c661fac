import { z } from 'zod';
import { verdictSchema } from '#shared/commands/verdict.ts';
import { commandSchema, type Command } from '#shared/replication/protocol.ts';

/**
 * One command on its way. `pending`: saved on this desk, no verdict yet. `decided`: the server has spoken.
 * `dismissed`: a named person has read an unwelcome verdict and put it away (I12). Nothing is ever deleted unread.
 */
export const outboxEntrySchema = z.strictObject({
  command: commandSchema,
  state: z.enum(['pending', 'decided', 'dismissed']),
  verdict: verdictSchema.nullable(),
  /** How often it was offered to the server. */
  attempts: z.int().min(0),
  dismissedBy: z.string().nullable(),
});
export type OutboxEntry = Readonly<z.infer<typeof outboxEntrySchema>>;

/** A command before the outbox has counted it. */
export type CommandDraft = Omit<Command, 'sequence'>;

/**
 * The desk's append-only log of commands; one port, two adapters (SQLite on the desktop, IndexedDB in a browser), one
 * contract suite in `tests/contract`. Every promise resolves only when the change would survive a power cut.
 */
export type Outbox = {
  /** Saves the command under the next sequence number. The same id again returns the entry that is already there. */
  append(draft: CommandDraft): Promise<OutboxEntry>;
  /** Entries that are pending, and decided ones from `sinceSequence` on, in order of sequence. */
  entries(sinceSequence: number): Promise<readonly OutboxEntry[]>;
  /** Counts one more attempt for each. */
  recordAttempt(commandIds: readonly string[]): Promise<void>;
  /** Writes the verdicts of one push, all or none. A verdict that is already there stays (I4). */
  recordVerdicts(
    verdicts: readonly { readonly commandId: string; readonly verdict: z.infer<typeof verdictSchema> }[],
  ): Promise<void>;
  /** Puts away a refused or displaced command by this person's decision. */
  dismiss(commandId: string, personId: string): Promise<void>;
  /**
   * Makes every command from this sequence number on that was accepted, adjusted or displaced pending again, all or none,
   * whoever has put it away: the server may have lost it (RO2). Refused ones stay as they are.
   */
  offerAgain(sinceSequence: number): Promise<void>;
  /** Forgets accepted and adjusted entries below this sequence number; refused and displaced ones stay. */
  prune(belowSequence: number): Promise<void>;
};

/** Small durable values of this desk: its key, who may sign in without the server, preferences. */
export type DeskRecords = {
  read(key: string): Promise<string | null>;
  write(key: string, value: string): Promise<void>;
  remove(key: string): Promise<void>;
};
