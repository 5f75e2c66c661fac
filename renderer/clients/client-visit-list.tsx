import { Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { clientVisits, visitsOfSeries, visitTitle } from '#renderer/clients/client-visits.ts';
import classes from '#renderer/clients/clients.module.css';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';
import { formatSpan, formatTime } from '#renderer/ui/format-time.ts';
import { useShell } from '#renderer/ui/shell/shell-context.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { PlacesClock } from '#renderer/ui/places-clock.tsx';

const SHOWN = 30;

/** What is ahead of this client, and what was. A row opens the visit on the timeline. */
export function ClientVisitList({ clientId }: { readonly clientId: string }): ReactNode {
  const { t } = useTranslation();
  const appointments = useDocuments('appointments');
  const now = useNow(60_000);
  const series = useDocuments('series');
  const { upcoming, past } = useMemo(() => {
    const own = series.filter(({ clientIds }) => clientIds.includes(clientId));
    return clientVisits([...appointments, ...visitsOfSeries(own, now)], clientId, now);
  }, [appointments, series, clientId, now]);
  return (
    <Stack gap="md">
      <PlacesClock />
      <Visits title={t('clients.upcoming')} none={t('clients.noUpcoming')} visits={upcoming} />
      <Visits title={t('clients.past')} none={t('clients.noPast')} visits={past.slice(0, SHOWN)} />
    </Stack>
  );
}

type VisitsProps = { readonly title: string; readonly none: string; readonly visits: readonly Appointment[] };

function Visits({ title, none, visits }: VisitsProps): ReactNode {
  return (
    <section className={classes.box}>
      <Title order={3} mb={6}>
        {title}
      </Title>
      {visits.length === 0 && (
        <Text fz="sm" c="dimmed">
          {none}
        </Text>
      )}
      {visits.map((visit) => (
        <Visit key={visit.id} visit={visit} />
      ))}
    </section>
  );
}

function Visit({ visit }: { readonly visit: Appointment }): ReactNode {
  const { t, i18n } = useTranslation();
  const { view } = useDesk();
  const { reveal } = useShell();
  const { language } = i18n;
  const { zone, start, end } = visit;
  return (
    <UnstyledButton className={classes.visit} onClick={() => reveal(visit.id)}>
      <span className={classes.when}>
        <Text fz="sm" fw={500}>
          {formatTime(start, zone, { style: 'day', language })}
        </Text>
        <Text fz="xs" c="dimmed">
          {formatSpan(start, end, { zone, language })}
        </Text>
      </span>
      <Text fz="sm" lineClamp={2}>
        {visitTitle(view, visit)}
      </Text>
      <Text fz="xs" c="dimmed">
        {t(`timeline.status.${visit.status}`)}
      </Text>
    </UnstyledButton>
  );
}
