import { Group, Paper, Stack, Text } from '@mantine/core';
import { IconCloudUp, IconMapPin, IconPhone } from '@tabler/icons-react';
import { type ReactNode, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { minutesBetween } from '#shared/time/instant.ts';
import { type Hovered, useBoard } from '#renderer/timeline/board.tsx';
import { lookOf } from '#renderer/timeline/status-look.ts';
import { StatusSign } from '#renderer/timeline/status-sign.tsx';
import { spansOf } from '#renderer/timeline/to-calendar-events.ts';
import { dayWords, timeRange } from '#renderer/timeline/words.ts';
import { Name } from '#renderer/ui/person-name.tsx';

/** What there is to know about the visit under the hand. It takes no clicks, so that it is never in the way. */
export function HoverCard(): ReactNode {
  const { hovered, desk } = useBoard();
  const shown = useSyncExternalStore(hovered.subscribe, hovered.get);
  if (shown === null || shown.face.kind !== 'visit') return null;
  const appointment = desk.view.find('appointments', shown.face.appointmentId);
  return appointment === null ? null : <Card key={appointment.id} hovered={shown} appointment={appointment} />;
}

function Card({ hovered, appointment }: { readonly hovered: Hovered; readonly appointment: Appointment }): ReactNode {
  const { t, i18n } = useTranslation();
  const { desk, scene } = useBoard();
  const { zone } = scene().location;
  const card = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  useLayoutEffect(() => {
    const size = card.current?.getBoundingClientRect();
    if (size !== undefined) setPlace(placeBeside(hovered.rect, size, { width: innerWidth, height: innerHeight }));
  }, [hovered]);
  const clients = appointment.clientIds.flatMap((id) => desk.view.find('clients', id) ?? []);
  const service = desk.view.find('services', appointment.serviceId);
  const look = lookOf(appointment);
  const minutes = minutesBetween(appointment.start, appointment.end);
  return createPortal(
    <Paper ref={card} className="tl-card" role="tooltip" style={place ?? { left: 0, top: 0, visibility: 'hidden' }}>
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
        <Line icon={<IconMapPin size={14} aria-hidden />}>{useResourceWords(appointment)}</Line>
        <Line icon={<IconPhone size={14} aria-hidden />}>
          {clients.map((client) => client.phone).find((phone) => phone !== '') ?? t('timeline.noPhone')}
        </Line>
        {appointment.notes.trim() !== '' && (
          <Text fz="xs" className="tl-card-notes" lineClamp={4}>
            {appointment.notes}
          </Text>
        )}
        {hovered.face.isPending && <Line icon={<IconCloudUp size={14} aria-hidden />}>{t('timeline.savedHere')}</Line>}
      </Stack>
    </Paper>,
    document.body,
  );
}

function Line({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }): ReactNode {
  return (
    <Group gap={6} wrap="nowrap" className="tl-card-line">
      {icon}
      <Text fz="xs" lineClamp={3}>
        {children}
      </Text>
    </Group>
  );
}

/** `Dr. Weber, Room 2`; with times where a resource is used for a part of the visit only. */
function useResourceWords(appointment: Appointment): string {
  const { desk, scene } = useBoard();
  const { zone } = scene().location;
  return spansOf(appointment)
    .map((span) => {
      const name = desk.view.find('resources', span.resourceId)?.name ?? '';
      const isWhole = span.start === appointment.start && span.end === appointment.end;
      return isWhole ? name : `${name} (${timeRange(span, zone)})`;
    })
    .join(', ');
}

type Size = { readonly width: number; readonly height: number };
const GAP = 6;
const MARGIN = 8;

/** Below the chip, or above it where there is no room; never outside of the window. */
export function placeBeside(anchor: DOMRect, card: Size, window: Size): { left: number; top: number } {
  const isRoomBelow = anchor.bottom + GAP + card.height <= window.height - MARGIN;
  const top = isRoomBelow ? anchor.bottom + GAP : Math.max(MARGIN, anchor.top - GAP - card.height);
  const left = Math.min(Math.max(anchor.left, MARGIN), window.width - card.width - MARGIN);
  return { left, top };
}
