import type { CommandIntent } from '#shared/commands/registry.ts';
import { resized } from '#shared/commands/resize-appointment.ts';
import type { SeriesChange } from '#shared/commands/series/series-change.ts';
import type { SeriesScope } from '#shared/commands/series/series-scope.ts';
import { isStanding } from '#shared/commands/series/standing-visit.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { wallAt } from '#shared/time/wall-clock.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import { saysTheSame } from '#renderer/appointments/series/says-the-same.ts';

/** What one may do to an occurrence and mean for the others too. */
export type WideIntent = Extract<
  CommandIntent,
  { name: 'appointment.move' | 'appointment.resize' | 'appointment.edit-details' | 'appointment.cancel' }
>;

/** A visit that is an occurrence of a series. */
export type Occurring = Appointment & { readonly occurrence: NonNullable<Appointment['occurrence']> };

export type Asking = { readonly intent: WideIntent; readonly appointment: Occurring };

/**
 * Whether the person has to say how much of a series is meant; null: only this visit can be. One that something
 * happened to goes its own way already, what has begun is not changed with the others, and neither is an ended series.
 * The visit that a series was made of is asked about while it is as its series says (SR15).
 */
export function askingOf(intent: CommandIntent, world: Pick<World, 'find'>, now: Instant): Asking | null {
  if (!isWide(intent)) return null;
  const appointment = world.find('appointments', intent.input.appointmentId);
  if (appointment === null || !isOccurring(appointment) || appointment.start <= now) return null;
  const series = world.find('series', appointment.occurrence.seriesId);
  if (series === null || series.isEnded) return null;
  return appointment.version === 0 || isMeantToo(intent, appointment, series) ? { intent, appointment } : null;
}

/** Where only what the visit says is changed, it has to say what its series does. */
function isMeantToo({ name }: WideIntent, visit: Appointment, series: BookedSeries): boolean {
  return isStanding(visit, series) && (name !== 'appointment.edit-details' || saysTheSame(visit, series));
}

/** The same change for more of the series; null for a cancellation, which changes no times. */
export function widenedChange(
  { intent, appointment }: Asking,
  scope: SeriesScope,
  nextSeriesId: string,
): SeriesChange | null {
  const base = { seriesId: appointment.occurrence.seriesId, nextSeriesId, scope, decisions: [] };
  switch (intent.name) {
    case 'appointment.cancel':
      return null;
    case 'appointment.move': {
      const { start, swaps } = intent.input;
      return { ...base, shiftMs: shiftOf(appointment, start), ...(swaps.length > 0 && { swaps: [...swaps] }) };
    }
    case 'appointment.resize': {
      const shiftMs = shiftOf(appointment, intent.input.start);
      const phases = resized(appointment, intent.input)?.phases ?? appointment.phases;
      return { ...base, shiftMs, phases };
    }
    case 'appointment.edit-details': {
      const { client, label, notes, service } = intent.input;
      return {
        ...base,
        ...(client !== undefined && { client: client.to }),
        ...(label !== undefined && { label: label.to }),
        ...(notes !== undefined && { notes: notes.to }),
        ...(service !== undefined && { serviceId: service.to, phases: service.phases }),
      };
    }
  }
}

/** Counted from where the rule put it, so that an occurrence in a gap of the clocks moves the others rightly. */
function shiftOf({ occurrence, start, zone }: Occurring, next: Instant): number {
  return next === start ? 0 : wallAt(next, zoneClock(zone)) - mustBeWall(occurrence.recurrenceId);
}

function isOccurring(appointment: Appointment): appointment is Occurring {
  return appointment.occurrence !== undefined;
}

const wideNames: readonly string[] = [
  'appointment.move',
  'appointment.resize',
  'appointment.edit-details',
  'appointment.cancel',
] satisfies WideIntent['name'][];

function isWide(intent: CommandIntent): intent is WideIntent {
  return wideNames.includes(intent.name);
}
