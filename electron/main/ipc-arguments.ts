import { z } from 'zod';
import { verdictSchema } from '#shared/commands/verdict.ts';
import { type IpcChannel, ipcChannels } from '#shared/desktop/ipc-channels.ts';
import { idSchema } from '#shared/lib/text.ts';
import { commandSchema } from '#shared/replication/protocol.ts';

const sequence = z.int().min(0);
const recordKey = z.string().min(1).max(200);
const ids = z.array(idSchema).max(10_000);

/** What each channel takes; anything else is refused before it reaches the disk. */
export const ipcArguments = {
  [ipcChannels.outboxAppend]: z.tuple([commandSchema.omit({ sequence: true })]),
  [ipcChannels.outboxEntries]: z.tuple([sequence]),
  [ipcChannels.outboxRecordAttempt]: z.tuple([ids]),
  [ipcChannels.outboxRecordVerdicts]: z.tuple([
    z.array(z.strictObject({ commandId: idSchema, verdict: verdictSchema })).max(10_000),
  ]),
  [ipcChannels.outboxDismiss]: z.tuple([idSchema, idSchema]),
  [ipcChannels.outboxOfferAgain]: z.tuple([sequence]),
  [ipcChannels.outboxPrune]: z.tuple([sequence]),
  [ipcChannels.recordsRead]: z.tuple([recordKey]),
  [ipcChannels.recordsWrite]: z.tuple([recordKey, z.string().max(4_000_000)]),
  [ipcChannels.recordsRemove]: z.tuple([recordKey]),
  [ipcChannels.serverAddress]: z.tuple([]),
  [ipcChannels.print]: z.tuple([]),
} as const satisfies Record<IpcChannel, z.ZodType<unknown[]>>;
