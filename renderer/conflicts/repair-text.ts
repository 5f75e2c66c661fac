import type { TFunction } from 'i18next';
import type { RankedRepair } from '#renderer/conflicts/ranked-repairs.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import { clockTime, dayAndTime, type TimeStyle } from '#renderer/appointments/format-time.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

export type RepairWording = {
  readonly view: World;
  readonly wantedStart: Instant;
  readonly now: Instant;
  readonly style: TimeStyle;
  readonly t: TFunction;
};

/** What the repair does, and what it changes: "Room 2", "instead of Room 1, same time". */
export function repairText(offered: RankedRepair, wording: RepairWording): { title: string; detail: string } {
  const { title, detail } = plainText(offered, wording);
  const { keptFor, repair } = offered;
  if (keptFor === null) return { title, detail };
  const kept = wording.t('conflicts.repair.keptFor', { desk: withoutOverrides(keptFor) });
  return { title, detail: repair.kind === 'as-wanted' ? kept : `${detail} · ${kept}` };
}

function plainText(
  { repair: { kind, start, swaps }, intent }: RankedRepair,
  { view, wantedStart, now, style, t }: RepairWording,
): { title: string; detail: string } {
  const name = (id: string): string => withoutOverrides(view.find('resources', id)?.name ?? '');
  const to = swaps.map((swap) => name(swap.to)).join(', ');
  const from = swaps.map((swap) => name(swap.from)).join(', ');
  switch (kind) {
    case 'as-wanted': {
      const key = intent.name === 'appointment.book' ? 'bookAgain' : 'asWanted';
      return {
        title: t(`conflicts.repair.${key}`, { when: dayAndTime(start, now, style) }),
        detail: t(`conflicts.repair.${key}Why`),
      };
    }
    case 'other-time': {
      const minutes = Math.round((start - wantedStart) / 60_000);
      const key = minutes >= 0 ? 'later' : 'earlier';
      const by = distance(Math.abs(minutes), t);
      return {
        title: dayAndTime(start, now, style),
        detail: to === '' ? t(`conflicts.repair.${key}`, { by }) : t(`conflicts.repair.${key}With`, { by, to }),
      };
    }
    default:
      return { title: to, detail: t('conflicts.repair.instead', { from, time: clockTime(start, style) }) };
  }
}

function distance(minutes: number, t: TFunction): string {
  if (minutes < 60) return t('conflicts.repair.minutes', { minutes });
  if (minutes < 1440)
    return t('conflicts.repair.hours', {
      hours: Math.floor(minutes / 60),
      minutes: minutes % 60,
      context: minutes % 60 === 0 ? 'whole' : '',
    });
  return t('conflicts.repair.days', { count: Math.round(minutes / 1440) });
}
