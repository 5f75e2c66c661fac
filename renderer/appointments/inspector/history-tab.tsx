import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#shared/replication/audit.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { dayAndTime, type TimeStyle } from '#renderer/appointments/format-time.ts';
import classes from '#renderer/appointments/inspector/inspector.module.css';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';

/** Who did what to the appointment, newest first. Only the server knows, so it is not there offline. */
export function HistoryTab({ appointment }: { readonly appointment: Appointment }): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const { connection } = useStore(desk.status);
  const { data, isError, isPending, refetch } = useQuery({
    queryKey: ['audit', appointment.id, appointment.version, connection],
    queryFn: () => desk.auditOf(appointment.id),
    placeholderData: (before) => before,
    // The desk retries its own line.
    retry: false,
  });
  const style = useTimeStyle(appointment.zone);
  const isUnsent = desk.view.isPending('appointments', appointment.id);
  return (
    <>
      {isUnsent && <NoteLine tone="warn">{t('appointments.history.unsent')}</NoteLine>}
      {isPending && <Skeleton height={54} radius="md" aria-label={t('appointments.history.loading')} />}
      {isError && data === undefined && (
        <NoteLine tone="info">
          {t(connection === 'online' ? 'appointments.history.failed' : 'appointments.history.offline')}
          <Button type="button" size="compact-xs" variant="subtle" ms={8} onClick={() => void refetch()}>
            {t('ui.action.retry')}
          </Button>
        </NoteLine>
      )}
      {data?.length === 0 && <p className={classes.entryMeta}>{t('appointments.history.empty')}</p>}
      {data !== undefined && data.length > 0 && (
        <ol className={classes.history}>
          {data.map((entry) => (
            <Entry key={entry.commandId} entry={entry} style={style} />
          ))}
        </ol>
      )}
    </>
  );
}

/** A command that reached the server this much later was made while the desk could not reach it. */
const LATE_MS = 120_000;

function Entry({ entry, style }: { readonly entry: AuditEntry; readonly style: TimeStyle }): ReactNode {
  const { t, i18n } = useTranslation();
  const desk = useDesk();
  const key = `appointments.history.did.${entry.name.replace('appointment.', '')}`;
  const isLate = entry.at - entry.deskTime > LATE_MS;
  return (
    <li className={classes.entry}>
      {i18n.exists(key) ? t(key) : entry.name}
      {(entry.verdict === 'refused' || entry.verdict === 'displaced') && (
        <> — {t(`appointments.history.${entry.verdict}`)}</>
      )}
      <div className={classes.entryMeta}>
        <Name>{entry.actorName || t('appointments.history.unknownPerson')}</Name>
        {' · '}
        <Name>{entry.deskName}</Name>
        {' · '}
        {dayAndTime(isLate ? entry.deskTime : entry.at, desk.now(), style)}
        {isLate && <> · {t('appointments.history.late', { at: dayAndTime(entry.at, desk.now(), style) })}</>}
      </div>
    </li>
  );
}
