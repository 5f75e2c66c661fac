import { ActionIcon, Button, Switch, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DaySpan, HoursException } from '#shared/scheduling/availability/work-pattern.ts';
import { ClockChangeNotes } from '#renderer/settings/availability/clock-change-notes.tsx';
import { clockChanges, sideFor } from '#renderer/settings/availability/clock-changes.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import classes from '#renderer/settings/availability/availability.module.css';
import { DateField } from '#renderer/settings/availability/date-field.tsx';
import { ClockInput } from '#renderer/settings/clock-input.tsx';
import listClasses from '#renderer/settings/settings.module.css';

type Props = {
  readonly exceptions: readonly HoursException[];
  readonly today: string;
  /** The location's; null while it is not known. */
  readonly zone: ZoneId | null;
  readonly isReadOnly: boolean;
  /** In words, by field: `exceptions.0.date`. */
  readonly fault: (field: string) => string | null;
  readonly onChange: (exceptions: HoursException[]) => void;
};

const USUAL: DaySpan = { fromMinute: 540, toMinute: 1020 };

/** Single days with other hours than their week's, or off. */
export function ExceptionsEditor({ exceptions, today, zone, isReadOnly, fault, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const replace = (at: number, next: HoursException): void =>
    onChange(exceptions.map((one, index) => (index === at ? { ...withSide(next, zone) } : one)));
  return (
    <section>
      <h3>{t('availability.days.title')}</h3>
      {exceptions.length === 0 && <Text fz="sm">{t('availability.days.none')}</Text>}
      <div className={exceptions.length > 0 ? listClasses.rows : undefined}>
        {exceptions.map((one, at) => (
          <ExceptionRow
            // Days have no identity while their date is typed.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            exception={one}
            zone={zone}
            today={today}
            error={fault(`exceptions.${at}.date`)}
            isReadOnly={isReadOnly}
            onChange={(next) => replace(at, next)}
            onRemove={() => onChange(exceptions.filter((_, index) => index !== at))}
          />
        ))}
      </div>
      {!isReadOnly && (
        <Button
          mt="xs"
          variant="default"
          leftSection={<IconPlus size={15} />}
          onClick={() => onChange([...exceptions, { date: today, hours: [], reason: '' }])}
        >
          {t('availability.days.add')}
        </Button>
      )}
    </section>
  );
}

/** A time that the clocks skip or show twice that day says which is meant; others say nothing. */
function withSide({ disambiguation, ...rest }: HoursException, zone: ZoneId | null): HoursException {
  return zone === null ? { ...rest } : { ...rest, ...sideFor(changesOn(rest, zone), disambiguation) };
}

function changesOn({ date, hours }: Pick<HoursException, 'date' | 'hours'>, zone: ZoneId) {
  return clockChanges({ fromDate: date, toDate: date, hours }, zone);
}

type RowProps = {
  readonly exception: HoursException;
  readonly today: string;
  /** What is wrong with its day. */
  readonly error: string | null;
  readonly zone: ZoneId | null;
  readonly isReadOnly: boolean;
  readonly onChange: (exception: HoursException) => void;
  readonly onRemove: () => void;
};

function ExceptionRow({ exception, today, error, zone, isReadOnly, onChange, onRemove }: RowProps): ReactNode {
  const { t } = useTranslation();
  const [span] = exception.hours;
  const clock = (key: 'fromMinute' | 'toMinute', label: string): ReactNode =>
    span !== undefined && (
      <ClockInput
        label={`${exception.date}, ${label}`}
        minute={span[key]}
        isReadOnly={isReadOnly}
        isWrong={span.fromMinute >= span.toMinute}
        onChange={(minute) =>
          onChange({ ...exception, hours: [{ ...span, [key]: minute }, ...exception.hours.slice(1)] })
        }
      />
    );
  const changes = zone === null ? [] : changesOn(exception, zone);
  return (
    <div className={classes.line}>
      <DateField
        label={t('availability.days.date')}
        value={exception.date}
        today={today}
        error={error}
        onChange={(date) => onChange({ ...exception, date })}
      />
      <Switch
        label={t('availability.days.isOff')}
        checked={span === undefined}
        mb={8}
        onChange={(event) => onChange({ ...exception, hours: event.currentTarget.checked ? [] : [USUAL] })}
      />
      {clock('fromMinute', t('availability.days.from'))}
      {clock('toMinute', t('availability.days.to'))}
      <TextInput
        label={t('availability.days.reason')}
        placeholder={t('availability.optional')}
        value={exception.reason}
        style={{ flex: 1 }}
        onChange={(event) => onChange({ ...exception, reason: event.currentTarget.value })}
      />
      {!isReadOnly && (
        <ActionIcon size="lg" aria-label={t('availability.days.remove')} onClick={onRemove}>
          <IconX size={16} />
        </ActionIcon>
      )}
      {changes.length > 0 && (
        <div className={classes.lineNote}>
          <ClockChangeNotes
            changes={changes}
            chosen={exception.disambiguation}
            onChoose={(disambiguation) => onChange({ ...exception, disambiguation })}
          />
        </div>
      )}
    </div>
  );
}
