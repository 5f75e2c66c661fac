import { Select } from '@mantine/core';
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { alternativesTo } from '#shared/scheduling/alternatives.ts';
import { type Appointment, appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { Changes } from '#renderer/appointments/inspector/use-changes.ts';
import classes from '#renderer/appointments/panel-frame.module.css';
import { FieldProblem } from '#renderer/appointments/save-problem.tsx';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';
import { contextAt, foresee } from '#renderer/timeline/foresee.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

type ResourceFieldsProps = { readonly appointment: Appointment; readonly changes: Changes };

/** Who and what the visit has; each one can be exchanged for another that can do its part. */
export function ResourceFields({ appointment, changes }: ResourceFieldsProps): ReactNode {
  const { view } = useDesk();
  const used = appointmentResourceIds(appointment).flatMap((id) => view.find('resources', id) ?? []);
  return (
    <div className={classes.section}>
      {used.map((resource) => (
        <ResourceField key={resource.id} resource={resource} appointment={appointment} changes={changes} />
      ))}
      <FieldProblem problem={changes.problemOf('resources')} zone={appointment.zone} />
    </div>
  );
}

function ResourceField({
  resource,
  appointment,
  changes,
}: ResourceFieldsProps & { readonly resource: Resource }): ReactNode {
  const { t } = useTranslation();
  const choices = useChoices(resource, appointment);
  const data = choices.map(({ id, name, isFree }) => ({
    value: id,
    label: isFree ? withoutOverrides(name) : t('appointments.seat.takenNow', { name: withoutOverrides(name) }),
  }));
  return (
    <Select
      label={t(`appointments.seat.${resource.kind}`)}
      data={data}
      value={resource.id}
      allowDeselect={false}
      searchable
      selectFirstOptionOnChange
      comboboxProps={{ shadow: 'md', offset: 4 }}
      onChange={(id) => {
        if (id === null || id === resource.id) return;
        void changes.make('resources', swapIntent(appointment, resource.id, id), 'appointments.undo.move');
      }}
    />
  );
}

type Choice = { readonly id: string; readonly name: string; readonly isFree: boolean };

function useChoices(resource: Resource, appointment: Appointment): readonly Choice[] {
  const desk = useDesk();
  const { view } = desk;
  const resources = useDocuments('resources');
  const revision = useSyncExternalStore(view.subscribe, view.revision);
  const picture = useMemo(() => ({ view, revision }), [view, revision]);
  return useMemo(() => {
    const service = picture.view.find('services', appointment.serviceId);
    const used = appointmentResourceIds(appointment);
    const others = alternativesTo(resource, { service, locationId: appointment.locationId, resources })
      .filter(({ id }) => !used.includes(id))
      .map(({ id, name }): Choice => {
        const refusal = foresee(swapIntent(appointment, resource.id, id), picture.view, contextAt(desk));
        return { id, name, isFree: refusal?.code !== 'taken' };
      });
    return [
      { id: resource.id, name: resource.name, isFree: true },
      ...others.toSorted((a, b) => Number(b.isFree) - Number(a.isFree)),
    ];
  }, [resource, appointment, resources, picture, desk]);
}

function swapIntent(appointment: Appointment, from: string, to: string): CommandIntent {
  const seen = seenPlacement(appointment);
  return {
    name: 'appointment.move',
    input: { appointmentId: appointment.id, start: appointment.start, swaps: [{ from, to }], seen },
  };
}
