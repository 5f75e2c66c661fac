import { Button } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { type Appointment, appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import { assignPhases } from '#shared/scheduling/assign-phases.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { ClientPick } from '#renderer/appointments/booking/booking-form.ts';
import { ClientField } from '#renderer/appointments/fields/client-field.tsx';
import { NewClientPhone } from '#renderer/appointments/fields/new-client-phone.tsx';
import { ServiceField } from '#renderer/appointments/fields/service-field.tsx';
import type { Changes } from '#renderer/appointments/inspector/use-changes.ts';
import { newId } from '#renderer/appointments/new-id.ts';
import { FieldProblem } from '#renderer/appointments/save-problem.tsx';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';

type WhoAndWhatProps = { readonly appointment: Appointment; readonly location: Location; readonly changes: Changes };

/** The client and the service; a choice is saved when it is made, somebody new when their telephone is entered. */
export function WhoAndWhat({ appointment, location, changes }: WhoAndWhatProps): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const resources = useDocuments('resources');
  const [newClientId, setNewClientId] = useState(newId);
  // Null while the field shows what is saved.
  const [pick, setPick] = useState<ClientPick | null>(null);
  const [isCleared, setIsCleared] = useState(false);
  const phone = useRef<HTMLInputElement>(null);
  const saveClient = async (wanted: ClientPick): Promise<void> => {
    if (!(await changes.make('client', clientIntent(appointment, wanted), 'appointments.undo.details'))) return;
    setPick(null);
    setIsCleared(false);
    setNewClientId(newId());
  };
  const choose = (wanted: ClientPick | null): void => {
    setPick(wanted);
    setIsCleared(wanted === null);
    if (wanted !== null && wanted.choice.kind !== 'new' && !isSaved(appointment, wanted)) void saveClient(wanted);
  };
  return (
    <>
      <div>
        <ClientField
          value={isCleared ? null : (pick ?? savedPick(appointment))}
          newClientId={newClientId}
          onChange={choose}
          onChosen={() => phone.current?.focus()}
        />
        <FieldProblem problem={changes.problemOf('client')} zone={appointment.zone} />
      </div>
      {pick?.choice.kind === 'new' && (
        <>
          <NewClientPhone value={pick} inputRef={phone} onChange={setPick} onDone={() => void saveClient(pick)} />
          <Button type="button" size="compact-sm" onClick={() => void saveClient(pick)}>
            {t('appointments.client.saveNew')}
          </Button>
        </>
      )}
      <div>
        <ServiceField
          value={appointment.serviceId}
          onChange={(serviceId) => {
            const intent = serviceIntent(appointment, serviceId, { world: view, location, resources });
            if (intent !== null) void changes.make('service', intent, 'appointments.undo.details');
          }}
        />
        <FieldProblem problem={changes.problemOf('service')} zone={appointment.zone} />
      </div>
    </>
  );
}

function savedPick({ clientIds: [id], label }: Appointment): ClientPick | null {
  if (id !== undefined) return { choice: { kind: 'known', id }, label: '' };
  return label === '' ? null : { choice: { kind: 'nobody' }, label };
}

function isSaved(appointment: Appointment, { choice, label }: ClientPick): boolean {
  if (choice.kind === 'known') return appointment.clientIds.includes(choice.id);
  return choice.kind === 'nobody' && appointment.clientIds.length === 0 && appointment.label === label;
}

function clientIntent(appointment: Appointment, { choice, label }: ClientPick): CommandIntent {
  const client = { from: [...appointment.clientIds], to: choice };
  const isLabelChanged = label !== appointment.label;
  const input = {
    appointmentId: appointment.id,
    client,
    ...(isLabelChanged && { label: { from: appointment.label, to: label } }),
  };
  return { name: 'appointment.edit-details', input };
}

type Around = { readonly world: World; readonly location: Location; readonly resources: readonly Resource[] };

/** The other service at the same time, with the same people where they can do it. */
function serviceIntent(
  appointment: Appointment,
  serviceId: string,
  { world, location, resources }: Around,
): CommandIntent | null {
  const service = world.find('services', serviceId);
  if (service === null || serviceId === appointment.serviceId) return null;
  const preferredIds = appointmentResourceIds(appointment);
  const request = {
    service,
    location,
    start: appointment.start,
    chosen: new Map<string, string>(),
    preferredIds,
    resources,
  };
  const { phases } = assignPhases({ ...request, hours: 'ignored', holderId: appointment.id }, world);
  const to = {
    from: appointment.serviceId,
    to: serviceId,
    phases: phases.map((phase) => ({ ...phase, resourceIds: [...phase.resourceIds] })),
  };
  return { name: 'appointment.edit-details', input: { appointmentId: appointment.id, service: to } };
}
