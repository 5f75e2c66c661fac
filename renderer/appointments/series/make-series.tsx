import { Button, Group } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { sideOf, wallOf } from '#renderer/appointments/booking/booking-form.ts';
import { newId } from '#renderer/appointments/new-id.ts';
import { onceOnly, type RepeatForm } from '#renderer/appointments/repeat/repeat-form.ts';
import { RepeatSection } from '#renderer/appointments/repeat/repeat-section.tsx';
import { RepeatSum } from '#renderer/appointments/repeat/repeat-sum.tsx';
import { useAfterCheck } from '#renderer/appointments/repeat/use-after-check.ts';
import { type RepeatedVisit, useRepeat } from '#renderer/appointments/repeat/use-repeat.ts';
import { SaveProblem } from '#renderer/appointments/save-problem.tsx';
import classes from '#renderer/appointments/series/series.module.css';
import type { Submission } from '#renderer/replica/desk.ts';
import { useDesk, useDocument } from '#renderer/replica/desk-context.tsx';
import { useSubmissionNotice } from '#renderer/ui/submission-notice.ts';
import { useNow } from '#renderer/ui/use-now.ts';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';

/** Makes a series of a visit that is booked already, and becomes its first date. */
export function MakeSeries({ appointment }: { readonly appointment: Appointment }): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const series = useDocument('series', appointment.occurrence?.seriesId ?? null);
  const isRepeating = appointment.occurrence !== undefined && series?.isEnded !== true;
  if (isRepeating || appointment.status === 'cancelled' || appointment.status === 'noshow') return null;
  if (isOpen) return <MakeSeriesForm appointment={appointment} onDone={() => setIsOpen(false)} />;
  return (
    <Button
      type="button"
      variant="default"
      size="compact-sm"
      className={classes.allDates}
      leftSection={<IconRepeat size={15} stroke={1.9} aria-hidden />}
      onClick={() => setIsOpen(true)}
    >
      {t('appointments.series.make.open')}
    </Button>
  );
}

const weekly: RepeatForm = { ...onceOnly, frequency: 'weekly' };

type FormProps = { readonly appointment: Appointment; readonly onDone: () => void };

function MakeSeriesForm({ appointment, onDone }: FormProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const style = useTimeStyle(appointment.zone);
  const tell = useSubmissionNotice();
  const now = useNow(30_000);
  const [ids] = useState(() => ({ commandId: newId(), seriesId: seriesIdFrom(newId()) }));
  const [problem, setProblem] = useState<Exclude<Submission, { kind: 'saved' }> | null>(null);
  const start = useMemo(() => {
    const wall = wallOf(appointment.start, appointment.zone);
    return { date: wall.date, time: wall.time, zone: appointment.zone, disambiguation: sideOf(wall) };
  }, [appointment.start, appointment.zone]);
  const visit = useMemo(() => visitOf(appointment, ids.seriesId), [appointment, ids]);
  const repeat = useRepeat(visit, start, weekly);
  const { counts, form } = repeat;
  const save = useAfterCheck(repeat.shown.isChecking, () => void saveNow());
  const saveNow = async (): Promise<void> => {
    if (counts.open > 0) return repeat.askRef.current?.querySelector('button')?.focus();
    const input = repeat.input();
    if (input === null) return;
    const evenIfTaken = input.decisions.some(({ kind }) => kind === 'book-anyway');
    const options = { commandId: ids.commandId, evenIfTaken, label: 'appointments.undo.series' };
    const submission = await desk.submit({ name: 'series.create', input }, options);
    if (submission.kind !== 'saved') return setProblem(submission);
    tell(submission, t('appointments.series.make.done', { count: counts.all - counts.skipped }));
    onDone();
  };
  return (
    <section className={classes.card} aria-label={t('appointments.series.make.title')}>
      <p className={classes.staying}>{t('appointments.series.make.text')}</p>
      <RepeatSection repeat={repeat} now={now} isUnready={false} />
      <SaveProblem problem={problem} style={style} />
      <RepeatSum repeat={repeat} />
      <Group gap={8}>
        <Button type="button" size="compact-sm" disabled={repeat.rule === null} onClick={save}>
          {form.ends === 'never' || counts.all === 0
            ? t('appointments.series.make.saveEndless')
            : t('appointments.series.make.save', { count: counts.all - counts.skipped })}
        </Button>
        <Button type="button" size="compact-sm" variant="subtle" color="gray" onClick={onDone}>
          {t('appointments.series.make.leave')}
        </Button>
      </Group>
    </section>
  );
}

function visitOf(
  { id, locationId, serviceId, clientIds, label, notes, phases }: Appointment,
  seriesId: string,
): RepeatedVisit {
  const [clientId, ...furtherClientIds] = clientIds;
  return {
    ...{ seriesId, locationId, serviceId, label, notes, adopts: id, furtherClientIds },
    client: clientId === undefined ? { kind: 'nobody' } : { kind: 'known', id: clientId },
    phases: phases.map((phase) => ({ ...phase })),
  };
}
