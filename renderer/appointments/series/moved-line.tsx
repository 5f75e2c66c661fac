import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { plusMinutes, minutesBetween } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { localDate } from '#shared/time/local.ts';
import { clockRange, dayAndRange } from '#renderer/appointments/format-time.ts';
import type { ScopeAsk } from '#renderer/appointments/series/scope-asks.ts';
import type { WideIntent } from '#renderer/appointments/series/widen-intent.ts';
import classes from '#renderer/appointments/series/series.module.css';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

/** From when to when the visit in hand goes, and from whom to whom; nothing where neither changes. */
export function MovedLine({ ask: { intent, appointment } }: { readonly ask: ScopeAsk }): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const style = useTimeStyle(appointment.zone);
  const now = useMemo(() => desk.now(), [desk]);
  const to = timeOf(intent, appointment);
  const isTime = to !== null && (to.start !== appointment.start || to.end !== appointment.end);
  const isSameDay = to !== null && localDate(to.start, style.zone) === localDate(appointment.start, style.zone);
  const name = (id: string): string => withoutOverrides(desk.view.find('resources', id)?.name ?? '');
  const swaps = intent.name === 'appointment.move' ? intent.input.swaps : [];
  if (!isTime && swaps.length === 0) return null;
  return (
    <p className={classes.moved}>
      {isTime && (
        <span>
          {t('appointments.series.moved', {
            from: dayAndRange(appointment, now, style),
            to: isSameDay ? clockRange(to, style) : dayAndRange(to, now, style),
          })}
        </span>
      )}
      {swaps.map((swap) => (
        <span key={swap.from}>{t('appointments.series.moved', { from: name(swap.from), to: name(swap.to) })}</span>
      ))}
    </p>
  );
}

function timeOf(intent: WideIntent, visit: Appointment): Interval | null {
  switch (intent.name) {
    case 'appointment.move': {
      const { start } = intent.input;
      return { start, end: plusMinutes(start, minutesBetween(visit.start, visit.end)) };
    }
    case 'appointment.resize':
      return intent.input;
    default:
      return null;
  }
}
