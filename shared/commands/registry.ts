import type { CommandDefinition } from '#shared/commands/command-definition.ts';
import { blockTime } from '#shared/commands/block-time.ts';
import { bookAppointment } from '#shared/commands/book-appointment.ts';
import { cancelAppointment } from '#shared/commands/cancel-appointment.ts';
import { changeStatus } from '#shared/commands/change-status.ts';
import { editDetails } from '#shared/commands/edit-details.ts';
import { endLeases } from '#shared/commands/end-leases.ts';
import { importAppointment } from '#shared/commands/import-appointment.ts';
import { moveAppointment } from '#shared/commands/move-appointment.ts';
import { renameDesk } from '#shared/commands/rename-desk.ts';
import { resizeAppointment } from '#shared/commands/resize-appointment.ts';
import { seriesCancel } from '#shared/commands/series/series-cancel.ts';
import { seriesChange } from '#shared/commands/series/series-change.ts';
import { seriesCreate } from '#shared/commands/series/series-create.ts';
import { seriesPutBack } from '#shared/commands/series/series-put-back.ts';
import { settleAppointment } from '#shared/commands/settle-appointment.ts';
import { decideTimeOff } from '#shared/commands/time-off/decide-time-off.ts';
import { requestTimeOff } from '#shared/commands/time-off/request-time-off.ts';
import { withdrawTimeOff } from '#shared/commands/time-off/withdraw-time-off.ts';
import { unblockTime } from '#shared/commands/unblock-time.ts';
import { upsertClient } from '#shared/commands/upsert-client.ts';
import { upsertLocation } from '#shared/commands/upsert-location.ts';
import { upsertResource } from '#shared/commands/upsert-resource.ts';
import { upsertService } from '#shared/commands/upsert-service.ts';

/** Every intent there is, by its name on the wire. */
export const commands = {
  'appointment.book': bookAppointment,
  'appointment.cancel': cancelAppointment,
  'appointment.change-status': changeStatus,
  'appointment.edit-details': editDetails,
  'appointment.import': importAppointment,
  'appointment.move': moveAppointment,
  'appointment.resize': resizeAppointment,
  'appointment.settle': settleAppointment,
  'block.put': blockTime,
  'block.remove': unblockTime,
  'client.upsert': upsertClient,
  'desk.rename': renameDesk,
  'lease.end': endLeases,
  'location.upsert': upsertLocation,
  'resource.upsert': upsertResource,
  'series.cancel': seriesCancel,
  'series.change': seriesChange,
  'series.create': seriesCreate,
  'series.put-back': seriesPutBack,
  'service.upsert': upsertService,
  'time-off.decide': decideTimeOff,
  'time-off.request': requestTimeOff,
  'time-off.withdraw': withdrawTimeOff,
} as const;

export type CommandName = keyof typeof commands;
export type CommandInput<Name extends CommandName> =
  (typeof commands)[Name] extends CommandDefinition<string, infer Input> ? Input : never;

/** What a person meant, with the input that fits its name. */
export type CommandIntent = {
  [Name in CommandName]: { readonly name: Name; readonly input: CommandInput<Name> };
}[CommandName];

/** The definition by a name from the wire; its input is unknown until its own schema has parsed it. */
export function commandDefinition(name: string): CommandDefinition<string, unknown> | null {
  if (!Object.hasOwn(commands, name)) return null;
  // The cast forgets the input's type: callers get it back only through the definition's schema.
  return commands[name as CommandName] as unknown as CommandDefinition<string, unknown>;
}
