import type { ReactNode } from 'react';
import { z } from 'zod';
import { plannedClosureSchema } from '#shared/scheduling/availability/planned-days.ts';
import { type Location, locationFields } from '#shared/scheduling/location.ts';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';
import { useAffectedReview } from '#renderer/settings/availability/affected-review.tsx';
import { ClosuresEditor } from '#renderer/settings/availability/closures-editor.tsx';
import { HolidaysEditor } from '#renderer/settings/availability/holidays-editor.tsx';
import { HoursFoot } from '#renderer/settings/availability/hours-foot.tsx';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import { useFaultText } from '#renderer/ui/forms/field-fault.ts';
import { useUpsertForm } from '#renderer/ui/forms/use-upsert-form.ts';

const schema = locationFields.pick({ holidays: true }).extend({ closures: z.array(plannedClosureSchema).max(200) });

type Fields = Required<Pick<Location, 'closures' | 'holidays'>>;
type Props = { readonly location: Location; readonly today: string };

/** When the whole house is shut. */
export function HouseHours({ location, today }: Props): ReactNode {
  const desk = useDesk();
  const { mayChange } = useMayChange();
  const resources = useDocuments('resources');
  const { review, dialog } = useAffectedReview();
  const { id, closures = [], holidays = null } = location;
  const form = useUpsertForm<Fields>({
    document: { id, closures, holidays },
    blank: { closures: [], holidays: null },
    schema,
    intent: (upsert) => ({
      name: 'location.upsert',
      input: {
        ...upsert,
        affecting: {
          resourceIds: resources.filter((one) => one.locationId === id).map((one) => one.id),
          from: desk.now(),
          restoring: [],
        },
      },
    }),
    review,
    label: 'availability.undo',
  });
  const fault = useFaultText(form.faults);
  const common = { today, isReadOnly: !mayChange };
  return (
    <>
      <fieldset disabled={!mayChange} style={{ border: 0, margin: 0, padding: 0 }}>
        <ClosuresEditor
          {...common}
          fault={fault}
          closures={form.values.closures ?? []}
          onChange={(next) => form.set({ closures: next })}
        />
        <HolidaysEditor
          {...common}
          holidays={form.values.holidays ?? null}
          onChange={(next) => form.set({ holidays: next })}
        />
      </fieldset>
      {mayChange && <HoursFoot form={form} />}
      {dialog}
    </>
  );
}
