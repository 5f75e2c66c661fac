import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarFault } from '#renderer/importing/calendar/calendar-state.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

/** Files that are none of ours to read, each in one sentence. */
export function CalendarFaults({ faults }: { readonly faults: readonly CalendarFault[] }): ReactNode {
  const { t } = useTranslation();
  if (faults.length === 0) return null;
  return (
    <Alert color="red" role="alert">
      {faults.map(({ kind, file }, index) => (
        // Two files may have one name.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={`${index} ${file}`}>{t(`importing.calendar.fault.${kind}`, { file: withoutOverrides(file) })}</div>
      ))}
    </Alert>
  );
}
