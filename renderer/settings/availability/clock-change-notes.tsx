import { SegmentedControl, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClockChange } from '#renderer/settings/availability/clock-changes.ts';
import { clockText } from '#renderer/settings/week.ts';
import type { Disambiguation } from '#shared/time/wall-clock.ts';

type Props = {
  readonly changes: readonly ClockChange[];
  readonly chosen: Disambiguation | undefined;
  readonly onChoose: (side: 'compatible' | 'later') => void;
};

/** Says that a time is moved because the clocks skip it, and asks which one where they show it twice. */
export function ClockChangeNotes({ changes, chosen, onChoose }: Props): ReactNode {
  const { t } = useTranslation();
  return changes.map((change) => {
    const values = { date: change.date, time: clockText(change.minute) };
    if (change.kind === 'gap') {
      const instead = clockText(change.insteadMinute);
      return (
        <Text key="gap" fz="sm" role="status" c="var(--fd-warn)">
          {t('availability.clock.gap', { ...values, instead })}
        </Text>
      );
    }
    const question = t('availability.clock.fold', values);
    return (
      <div key="fold" role="status">
        <Text fz="sm" c="var(--fd-warn)" mb={4}>
          {question}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={question}
          value={chosen === 'later' ? 'later' : 'compatible'}
          onChange={(side) => onChoose(side === 'later' ? 'later' : 'compatible')}
          data={[
            { value: 'compatible', label: t('availability.clock.first') },
            { value: 'later', label: t('availability.clock.second') },
          ]}
        />
      </div>
    );
  });
}
