import { ActionIcon, Group, Stack, Switch, Text, Tooltip } from '@mantine/core';
import { IconCopy, IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WeeklyHours } from '#shared/scheduling/weekly-hours.ts';
import { ClockInput } from '#renderer/settings/clock-input.tsx';
import classes from '#renderer/settings/settings.module.css';
import {
  addSpan,
  copyToOpenDays,
  openDay,
  type Span,
  spansOn,
  type Weekday,
  weekdays,
  withDay,
} from '#renderer/settings/week.ts';

type Props = {
  readonly hours: WeeklyHours;
  readonly isReadOnly: boolean;
  readonly onChange: (hours: WeeklyHours) => void;
};

/** Opening hours by weekday: open or closed, and as many stretches as a day has. */
export function WeeklyHoursEditor(props: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap={2} className={classes.week}>
      {weekdays.map((weekday) => (
        <Day key={weekday} weekday={weekday} {...props} />
      ))}
      <Text fz="xs" c="dimmed" mt={4}>
        {t('settings.hours.to24')}
      </Text>
    </Stack>
  );
}

function Day({ weekday, hours, isReadOnly, onChange }: Props & { readonly weekday: Weekday }): ReactNode {
  const { t, i18n } = useTranslation();
  const spans = spansOn(hours, weekday);
  const day = weekdayName(weekday, i18n.language);
  const isOpen = spans.length > 0;
  const replace = (at: number, span: Span): void =>
    onChange(
      withDay(
        hours,
        weekday,
        spans.map((one, index) => (index === at ? span : one)),
      ),
    );
  const remove = (at: number): void =>
    onChange(
      withDay(
        hours,
        weekday,
        spans.filter((_, index) => index !== at),
      ),
    );
  return (
    <div className={classes.day}>
      <Switch
        size="sm"
        label={day}
        aria-label={t('settings.hours.open', { day })}
        checked={isOpen}
        disabled={isReadOnly}
        onChange={() => onChange(isOpen ? withDay(hours, weekday, []) : openDay(hours, weekday))}
      />
      <div className={classes.spans}>
        {!isOpen && (
          <Text fz="sm" c="dimmed">
            {t('settings.hours.closed')}
          </Text>
        )}
        {spans.map((span, at) => (
          // Stretches have no identity but their place in the day.
          <SpanRow
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            day={day}
            span={span}
            isReadOnly={isReadOnly}
            onChange={(next) => replace(at, next)}
            onRemove={() => remove(at)}
          />
        ))}
      </div>
      {isOpen && !isReadOnly && (
        <Group gap={0} wrap="nowrap">
          <Tooltip label={t('settings.hours.add')}>
            <ActionIcon
              aria-label={`${t('settings.hours.add')}, ${day}`}
              onClick={() => onChange(addSpan(hours, weekday))}
            >
              <IconPlus size={16} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('settings.hours.copy')}>
            <ActionIcon
              aria-label={`${t('settings.hours.copy')}, ${day}`}
              onClick={() => onChange(copyToOpenDays(hours, weekday))}
            >
              <IconCopy size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      )}
    </div>
  );
}

type SpanProps = {
  readonly day: string;
  readonly span: Span;
  readonly isReadOnly: boolean;
  readonly onChange: (span: Span) => void;
  readonly onRemove: () => void;
};

function SpanRow({ day, span, isReadOnly, onChange, onRemove }: SpanProps): ReactNode {
  const { t } = useTranslation();
  const isWrong = span.fromMinute >= span.toMinute;
  return (
    <div>
      <Group gap={6} wrap="nowrap">
        <ClockInput
          label={`${day}, ${t('settings.hours.from')}`}
          minute={span.fromMinute}
          isReadOnly={isReadOnly}
          isWrong={isWrong}
          onChange={(fromMinute) => onChange({ ...span, fromMinute: fromMinute % 1440 })}
        />
        <span aria-hidden>–</span>
        <ClockInput
          label={`${day}, ${t('settings.hours.to')}`}
          minute={span.toMinute}
          isReadOnly={isReadOnly}
          isWrong={isWrong}
          onChange={(toMinute) => onChange({ ...span, toMinute: toMinute === 0 ? 1440 : toMinute })}
        />
        {!isReadOnly && (
          <ActionIcon aria-label={`${t('settings.hours.remove')}, ${day}`} onClick={onRemove}>
            <IconX size={15} />
          </ActionIcon>
        )}
      </Group>
      {isWrong && (
        <Text fz="xs" c="var(--fd-bad)">
          {t('refusal.end-before-start')}
        </Text>
      )}
    </div>
  );
}

/** "Monday" in the reader's language; 2024-01-01 was one. */
function weekdayName(weekday: Weekday, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday));
}
