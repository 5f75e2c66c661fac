import { ActionIcon, Button, Group, SegmentedControl, Tabs, Text, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatternWeek, WorkTemplate } from '#shared/scheduling/availability/work-pattern.ts';
import classes from '#renderer/settings/availability/availability.module.css';
import { isDay } from '#renderer/settings/availability/clock-changes.ts';
import { DateField } from '#renderer/settings/availability/date-field.tsx';
import { copyToAllDays } from '#renderer/settings/availability/paint-week.ts';
import { WeekGrid } from '#renderer/settings/availability/week-grid.tsx';
import { addDays, weekday } from '#shared/time/local.ts';

type Props = {
  readonly template: WorkTemplate;
  readonly today: string;
  /** In words, by field: `.validFrom`; empty: about the whole of it. */
  readonly fault: (field: string) => string | null;
  readonly isReadOnly: boolean;
  readonly onChange: (template: WorkTemplate) => void;
  readonly onRemove: () => void;
};

const MOST_WEEKS = 8;

/** Weeks that hold from a day on, one to eight of them in turn. */
export function TemplateEditor(props: Props): ReactNode {
  const { template, isReadOnly, onChange } = props;
  const { t } = useTranslation();
  const [shown, setShown] = useState(0);
  const [brush, setBrush] = useState<'hours' | 'breaks'>('hours');
  const { weeks } = template;
  const at = Math.min(shown, weeks.length - 1);
  const week = weeks[at] ?? { hours: [], breaks: [] };
  const setWeek = (patch: Partial<PatternWeek>): void =>
    onChange({ ...template, weeks: weeks.map((one, index) => (index === at ? { ...one, ...patch } : one)) });
  return (
    <div className={classes.template}>
      <Validity {...props} />
      <Group justify="space-between">
        <Tabs value={String(at)} onChange={(value) => setShown(Number(value))} variant="pills">
          <Tabs.List>
            {weeks.map((_, index) => (
              // Weeks have no identity but their turn.
              // oxlint-disable-next-line react/no-array-index-key
              <Tabs.Tab key={index} value={String(index)}>
                {t('availability.weeks.week', { number: index + 1 })}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        {!isReadOnly && (
          <Group gap="xs">
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={14} />}
              disabled={weeks.length >= MOST_WEEKS}
              onClick={() => {
                onChange({ ...template, weeks: [...weeks, week] });
                setShown(weeks.length);
              }}
            >
              {t('availability.weeks.addWeek')}
            </Button>
            <Tooltip label={t('availability.weeks.removeWeek')}>
              <ActionIcon
                aria-label={t('availability.weeks.removeWeek')}
                disabled={weeks.length === 1}
                onClick={() => onChange({ ...template, weeks: weeks.filter((_, index) => index !== at) })}
              >
                <IconX size={16} />
              </ActionIcon>
            </Tooltip>
            <SegmentedControl<'hours' | 'breaks'>
              size="xs"
              aria-label={t('availability.weeks.brush')}
              value={brush}
              data={(['hours', 'breaks'] as const).map((value) => ({ value, label: t(`availability.weeks.${value}`) }))}
              onChange={setBrush}
            />
          </Group>
        )}
      </Group>
      <WeekGrid
        label={t('availability.weeks.week', { number: at + 1 })}
        hours={week.hours}
        breaks={week.breaks}
        brush={brush}
        isReadOnly={isReadOnly}
        onChange={(painted) => setWeek({ [brush]: painted })}
        onCopy={(day) => setWeek({ hours: copyToAllDays(week.hours, day), breaks: copyToAllDays(week.breaks, day) })}
      />
      {!isReadOnly && (
        <Text fz="xs" c="dimmed">
          {t('availability.gridHint')}
        </Text>
      )}
    </div>
  );
}

function Validity({ template, today, fault, isReadOnly, onChange, onRemove }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <Group align="flex-end" gap="sm">
      <fieldset disabled={isReadOnly} style={{ display: 'contents', border: 0 }}>
        <DateField
          label={t('availability.weeks.from')}
          value={template.validFrom}
          today={today}
          error={fault('.validFrom')}
          onChange={(validFrom) => onChange({ ...template, validFrom })}
        />
        <DateField
          label={t('availability.weeks.to')}
          isOptional
          value={template.validTo ?? ''}
          today={today}
          error={fault('.validTo') ?? fault('')}
          onChange={(validTo) => onChange({ ...template, validTo: validTo === '' ? null : validTo })}
        />
        {template.weeks.length > 1 && (
          <DateField
            label={t('availability.weeks.anchor')}
            value={template.anchor}
            today={today}
            error={fault('.anchor')}
            // Any day of the week that is meant will do.
            onChange={(date) =>
              onChange({ ...template, anchor: isDay(date) ? addDays(date, 1 - weekday(date)) : date })
            }
          />
        )}
      </fieldset>
      {!isReadOnly && (
        <Tooltip label={t('availability.weeks.remove')}>
          <ActionIcon size="lg" aria-label={t('availability.weeks.remove')} onClick={onRemove}>
            <IconTrash size={17} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}
