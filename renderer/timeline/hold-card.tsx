import { Stack, Text } from '@mantine/core';
import { IconDeviceDesktop, IconHourglassHigh, IconMapPin } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hovered } from '#renderer/timeline/board.tsx';
import { useBoard } from '#renderer/timeline/board.tsx';
import { CardFrame, CardLine } from '#renderer/timeline/card-frame.tsx';
import type { HoldFace } from '#renderer/timeline/to-calendar-events.ts';
import { dayWords, timeRange } from '#renderer/timeline/words.ts';
import { countdownText, useSecondsUntil } from '#renderer/ui/countdown.ts';
import { Name } from '#renderer/ui/person-name.tsx';

type HoldCardProps = { readonly face: HoldFace; readonly rect: Hovered['rect'] };

/** Who is about to book this time, where they sit, and how long it stays theirs. */
export function HoldCard({ face, rect }: HoldCardProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { scene } = useBoard();
  const { zone } = scene();
  const seconds = useSecondsUntil(face.expiresAt);
  return (
    <CardFrame beside={rect}>
      <Stack gap={10}>
        <Text fw={600} fz="sm" lineClamp={2}>
          {t('timeline.hold.title')}
        </Text>
        <Text fz="sm">
          <Name>{face.who}</Name>
        </Text>
        <Text fz="sm" className="tl-card-time">
          {dayWords(face.start, zone, i18n.language)}, {timeRange(face, zone)}
        </Text>
        <CardLine icon={<IconHourglassHigh size={14} aria-hidden />}>
          {t('timeline.hold.left', { time: countdownText(seconds) })}
        </CardLine>
        <CardLine icon={<IconDeviceDesktop size={14} aria-hidden />}>{face.desk}</CardLine>
        {face.others !== '' && <CardLine icon={<IconMapPin size={14} aria-hidden />}>{face.others}</CardLine>}
      </Stack>
    </CardFrame>
  );
}
