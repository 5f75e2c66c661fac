import { Group, Stack, Text } from '@mantine/core';
import {
  IconCloudUp,
  IconMapPin,
  IconPhone,
  IconRepeat,
  IconShieldCheckFilled,
  IconShieldQuestion,
} from '@tabler/icons-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { minutesBetween } from '#shared/time/instant.ts';
import { untilWords } from '#renderer/leases/promise-words.ts';
import { placeInSeries, seriesDates, turnOf } from '#renderer/appointments/series/series-dates.ts';
import { seriesFamily } from '#renderer/appointments/series/series-family.ts';
import { seriesWords } from '#renderer/appointments/series/series-words.ts';
import { type Hovered, useBoard } from '#renderer/timeline/board.tsx';
import { CardFrame, CardLine } from '#renderer/timeline/card-frame.tsx';
import { HoldCard } from '#renderer/timeline/hold-card.tsx';
import { lookOf } from '#renderer/timeline/status-look.ts';
import { StatusSign } from '#renderer/timeline/status-sign.tsx';
import { spansOf } from '#renderer/timeline/to-calendar-events.ts';
import { dayWords, timeRange } from '#renderer/timeline/words.ts';
import { Name } from '#renderer/ui/person-name.tsx';

/** What there is to know about the visit or the hold under the hand. */
export function HoverCard(): ReactNode {
  const { hovered, desk } = useBoard();
  const shown = useSyncExternalStore(hovered.subscribe, hovered.get);
  const holds = useSyncExternalStore(desk.view.holds.subscribe, desk.view.holds.get);
  if (shown === null || shown.face.kind === 'block' || shown.face.kind === 'off') return null;
  if (shown.face.kind === 'hold') {
    const { holdId } = shown.face;
    return holds.some(({ id }) => id === holdId) ? <HoldCard key={holdId} face={shown.face} rect={shown.rect} /> : null;
  }
  const appointment = desk.view.find('appointments', shown.face.appointmentId);
  return appointment === null ? null : <Card key={appointment.id} hovered={shown} appointment={appointment} />;
}

function Card({ hovered, appointment }: { readonly hovered: Hovered; readonly appointment: Appointment }): ReactNode {
  const { t, i18n } = useTranslation();
  const { desk, scene } = useBoard();
  const { zone } = scene();
  const clients = appointment.clientIds.flatMap((id) => desk.view.find('clients', id) ?? []);
  const service = desk.view.find('services', appointment.serviceId);
  const look = lookOf(appointment);
  // The face is what was drawn before the card opened; the server may have answered since.
  const isPending = useSyncExternalStore(desk.view.subscribe, () =>
    desk.view.isPending('appointments', appointment.id),
  );
  const minutes = minutesBetween(appointment.start, appointment.end);
  return (
    <CardFrame beside={hovered.rect}>
      <Stack gap={10}>
        <Stack gap={2}>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Text fw={600} fz="sm" lineClamp={2}>
              <Name>
                {clients.map((client) => client.name).join(', ') || appointment.label || t('timeline.nobody')}
              </Name>
            </Text>
            <span className="tl-badge" data-look={look}>
              <StatusSign look={look} size={12} />
              {t(`timeline.status.${look}`)}
            </span>
          </Group>
          <Group gap={6} wrap="nowrap">
            <span className="tl-dot" style={{ background: service?.color }} />
            <Text fz="sm">{service?.name}</Text>
          </Group>
        </Stack>
        <Text fz="sm" className="tl-card-time">
          {dayWords(appointment.start, zone, i18n.language)}, {timeRange(appointment, zone)}
          <Text span c="dimmed" fz="sm">{` · ${t('timeline.minutes', { count: minutes })}`}</Text>
        </Text>
        <CardLine icon={<IconMapPin size={14} aria-hidden />}>{useResourceWords(appointment)}</CardLine>
        <CardLine icon={<IconPhone size={14} aria-hidden />}>
          {clients.map((client) => client.phone).find((phone) => phone !== '') ?? t('timeline.noPhone')}
        </CardLine>
        {appointment.notes.trim() !== '' && (
          <Text fz="xs" className="tl-card-notes" lineClamp={4}>
            {appointment.notes}
          </Text>
        )}
        <SeriesLine appointment={appointment} />
        {isPending && <CardLine icon={<IconCloudUp size={14} aria-hidden />}>{t('timeline.savedHere')}</CardLine>}
        {isPending && <PromiseLine appointment={appointment} />}
      </Stack>
    </CardFrame>
  );
}

/** Whether what is only saved here can still be lost to another desk. */
function PromiseLine({ appointment }: { readonly appointment: Appointment }): ReactNode {
  const { t, i18n } = useTranslation();
  const { desk, scene } = useBoard();
  const guarantee = desk.guaranteeOf(appointment);
  if (guarantee.kind === 'provisional') {
    return <CardLine icon={<IconShieldQuestion size={14} aria-hidden />}>{t('leases.provisional')}</CardLine>;
  }
  const moment = { now: desk.now(), zone: scene().zone, language: i18n.language };
  const until = untilWords(guarantee.until, moment);
  return (
    <CardLine icon={<IconShieldCheckFilled size={14} aria-hidden />}>{t('leases.guaranteed', { until })}</CardLine>
  );
}

/** `Every Tuesday at 09:00, 12 times · 4 of 12`. */
function SeriesLine({ appointment }: { readonly appointment: Appointment }): ReactNode {
  const { t, i18n } = useTranslation();
  const { desk, scene } = useBoard();
  const series = appointment.occurrence && desk.view.find('series', appointment.occurrence.seriesId);
  if (series === undefined || series === null) return null;
  const all = seriesDates(seriesFamily(series, desk.view.all('series')), desk.view, desk.now());
  const place = placeInSeries(all, appointment.id);
  const which = { place, count: all.dates.length };
  const parts = [
    seriesWords(series, { zone: scene().zone, language: i18n.language }, turnOf(all, series.id) !== null) ||
      t('appointments.series.card.dates'),
    ...(place === null ? [] : [t(`appointments.series.card.${all.isAll ? 'ofAll' : 'ofMany'}`, which)]),
  ];
  const text = parts.join(' · ');
  return (
    <CardLine icon={<IconRepeat size={14} aria-hidden />}>{text.charAt(0).toUpperCase() + text.slice(1)}</CardLine>
  );
}

/** `Dr. Weber, Room 2`; with times where a resource is used for a part of the visit only. */
function useResourceWords(appointment: Appointment): string {
  const { desk, scene } = useBoard();
  const { zone } = scene();
  return spansOf(appointment)
    .map((span) => {
      const name = desk.view.find('resources', span.resourceId)?.name ?? '';
      const isWhole = span.start === appointment.start && span.end === appointment.end;
      return isWhole ? name : `${name} (${timeRange(span, zone)})`;
    })
    .join(', ');
}
