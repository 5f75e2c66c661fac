import { ActionIcon, Button, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Closure } from '#shared/scheduling/availability/work-pattern.ts';
import classes from '#renderer/settings/availability/availability.module.css';
import { DayRangeFields } from '#renderer/settings/availability/day-range-fields.tsx';
import listClasses from '#renderer/settings/settings.module.css';

type Props = {
  readonly closures: readonly Closure[];
  readonly today: string;
  readonly isReadOnly: boolean;
  /** In words, by field: `closures.0.fromDate`. */
  readonly fault: (field: string) => string | null;
  readonly onChange: (closures: Closure[]) => void;
};

/** Days on which the house is shut. */
export function ClosuresEditor({ closures, today, isReadOnly, fault, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const patch = (at: number, change: Partial<Closure>): void =>
    onChange(closures.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <section>
      <h3>{t('availability.closures.title')}</h3>
      {closures.length === 0 && <Text fz="sm">{t('availability.closures.none')}</Text>}
      <div className={closures.length > 0 ? listClasses.rows : undefined}>
        {closures.map((closure, at) => (
          // Closures have no identity while their dates are typed.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={at} className={classes.line} style={{ alignItems: 'flex-start' }}>
            <DayRangeFields
              labels={{ from: t('availability.closures.from'), to: t('availability.closures.to') }}
              value={closure}
              today={today}
              errors={{
                from: fault(`closures.${at}.fromDate`),
                to: fault(`closures.${at}.toDate`) ?? fault(`closures.${at}`),
              }}
              onChange={(days) => patch(at, days)}
            />
            <TextInput
              label={t('availability.closures.reason')}
              placeholder={t('availability.optional')}
              value={closure.reason}
              style={{ flex: 1 }}
              onChange={(event) => patch(at, { reason: event.currentTarget.value })}
            />
            {!isReadOnly && (
              <ActionIcon
                size="lg"
                mt={25}
                aria-label={t('availability.closures.remove')}
                onClick={() => onChange(closures.filter((_, index) => index !== at))}
              >
                <IconX size={16} />
              </ActionIcon>
            )}
          </div>
        ))}
      </div>
      {!isReadOnly && (
        <Button
          mt="xs"
          variant="default"
          leftSection={<IconPlus size={15} />}
          onClick={() => onChange([...closures, { fromDate: today, toDate: today, reason: '' }])}
        >
          {t('availability.closures.add')}
        </Button>
      )}
    </section>
  );
}
