import 'dayjs/locale/en-gb';
import 'dayjs/locale/zh-cn';
import { ActionIcon, Button, Group, Popover, SegmentedControl, Tooltip, UnstyledButton } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import {
  IconChevronDown,
  IconChevronLeft,
  IconChevronRight,
  IconDeviceDesktop,
  IconDoor,
  IconLayoutRows,
  IconUser,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Location } from '#shared/scheduling/location.ts';
import type { Instant } from '#shared/time/instant.ts';
import { dayInterval, type LocalDate, localDate } from '#shared/time/local.ts';
import { type RowKind, rowKinds } from '#renderer/timeline/rows.ts';
import type { TimelineSettings } from '#renderer/timeline/timeline-settings.ts';
import type { TimelineSpan } from '#renderer/timeline/timeline-props.ts';
import { ViewOptions } from '#renderer/timeline/view-options.tsx';
import type { ZoneId } from '#shared/time/zone.ts';
import { dateWords, weekWords } from '#renderer/timeline/words.ts';
import { ZoneSwitch } from '#renderer/timeline/zone-switch.tsx';

export type TimelineToolbarProps = {
  readonly location: Location;
  /** Whose clock everything is shown by. */
  readonly zone: ZoneId;
  readonly settings: TimelineSettings;
  readonly days: readonly LocalDate[];
  readonly date: LocalDate;
  readonly now: Instant;
  onSettings(patch: Partial<TimelineSettings>): void;
  onDate(date: LocalDate): void;
  onStep(steps: -1 | 1): void;
};

const kindIcons = { practitioner: IconUser, room: IconDoor, equipment: IconDeviceDesktop, all: IconLayoutRows };

export function TimelineToolbar(props: TimelineToolbarProps): ReactNode {
  const { t } = useTranslation();
  const { settings, onSettings } = props;
  return (
    <div className="tl-toolbar">
      <Group gap={10} wrap="nowrap" className="tl-toolbar-date">
        <Steps {...props} />
        <DateTitle {...props} />
        <ZoneSwitch {...props} at={dayInterval(props.date, props.zone).start} />
      </Group>
      <Group gap={10} wrap="nowrap">
        <SegmentedControl
          className="tl-kinds"
          aria-label={t('timeline.rows')}
          size="xs"
          value={settings.kind}
          onChange={(kind) => onSettings({ kind: kind as RowKind })} // One of the values given below.
          data={rowKinds.map((kind) => ({ value: kind, label: <KindLabel kind={kind} /> }))}
        />
        <SegmentedControl
          aria-label={t('timeline.span')}
          size="xs"
          value={settings.span}
          onChange={(span) => onSettings({ span: span as TimelineSpan })} // One of the values given below.
          data={[
            { value: 'day', label: t('timeline.day') },
            { value: 'week', label: t('timeline.week') },
          ]}
        />
        <ViewOptions settings={settings} onSettings={onSettings} />
      </Group>
    </div>
  );
}

function KindLabel({ kind }: { readonly kind: RowKind }): ReactNode {
  const { t } = useTranslation();
  const Icon = kindIcons[kind];
  const words = t(`timeline.kind.${kind}`);
  return (
    <span className="tl-kind" title={words}>
      <Icon size={15} stroke={1.8} aria-hidden />
      <span className="tl-kind-words">{words}</span>
    </span>
  );
}

function Steps({ settings, zone, now, onStep, onDate }: TimelineToolbarProps): ReactNode {
  const { t } = useTranslation();
  const isWeek = settings.span === 'week';
  return (
    <Group gap={4} wrap="nowrap">
      <Button variant="default" size="xs" onClick={() => onDate(localDate(now, zone))}>
        {t('timeline.today')}
      </Button>
      <Tooltip label={t(isWeek ? 'timeline.previousWeek' : 'timeline.previousDay')}>
        <ActionIcon
          size={30}
          aria-label={t(isWeek ? 'timeline.previousWeek' : 'timeline.previousDay')}
          onClick={() => onStep(-1)}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t(isWeek ? 'timeline.nextWeek' : 'timeline.nextDay')}>
        <ActionIcon
          size={30}
          aria-label={t(isWeek ? 'timeline.nextWeek' : 'timeline.nextDay')}
          onClick={() => onStep(1)}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

function DateTitle({ settings, days, date, onDate }: TimelineToolbarProps): ReactNode {
  const { t, i18n } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const first = days[0] ?? date;
  const isWeek = settings.span === 'week';
  const long = isWeek ? weekWords(first, days.at(-1) ?? date, i18n.language) : dateWords(date, 'long', i18n.language);
  const short = isWeek ? long : dateWords(date, 'short', i18n.language);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className="tl-title"
          aria-label={`${long}. ${t('timeline.chooseDate')}`}
          onClick={() => setIsOpen(!isOpen)}
        >
          <h1 className="tl-title-words">
            <span className="tl-title-long">{long}</span>
            <span className="tl-title-short">{short}</span>
          </h1>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <DatePicker
          value={date}
          defaultDate={date}
          firstDayOfWeek={1}
          locale={i18n.language.startsWith('zh') ? 'zh-cn' : 'en-gb'}
          onChange={(next) => {
            setIsOpen(false);
            if (next !== null) onDate(next);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
