import { type ReactNode, useState } from 'react';
import { DateField } from '#renderer/settings/availability/date-field.tsx';

type Range = { readonly fromDate: string; readonly toDate: string };

type Props = {
  readonly value: Range;
  readonly today: string;
  readonly labels: { readonly from: string; readonly to: string };
  readonly errors?: { readonly from: string | null; readonly to: string | null };
  readonly onChange: (patch: Partial<Range>) => void;
};

/** A first and a last day; the last goes along with a first that is later. */
export function DayRangeFields({ value: { fromDate, toDate }, today, labels, errors, onChange }: Props): ReactNode {
  // A day that is half typed may be far ahead, and must not take the last one there for good.
  const [lastDay, setLastDay] = useState(toDate);
  return (
    <>
      <DateField
        label={labels.from}
        value={fromDate}
        today={today}
        error={errors?.from ?? null}
        onFocus={() => setLastDay(toDate)}
        onChange={(from) => onChange({ fromDate: from, toDate: lastDay < from ? from : lastDay })}
      />
      <DateField
        label={labels.to}
        value={toDate}
        today={today}
        error={errors?.to ?? null}
        onChange={(to) => onChange({ toDate: to })}
      />
    </>
  );
}
