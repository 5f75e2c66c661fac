import { SegmentedControl, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Booking } from '#renderer/appointments/booking/use-booking.ts';

export function NotesAndSource({ booking: { form, change } }: { readonly booking: Booking }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Textarea
        label={t('appointments.notes.label')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={20_000}
        value={form.notes}
        onChange={(event) => change({ notes: event.currentTarget.value })}
      />
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('appointments.source.label')}
        value={form.source}
        onChange={(source) => change({ source: source === 'phone' ? 'phone' : 'desk' })}
        data={[
          { value: 'desk', label: t('appointments.source.desk') },
          { value: 'phone', label: t('appointments.source.phone') },
        ]}
      />
    </>
  );
}
