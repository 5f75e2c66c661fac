import { Tabs } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { dayAndRange } from '#renderer/appointments/format-time.ts';
import { CancelForm } from '#renderer/appointments/inspector/cancel-form.tsx';
import { DisplacedNote } from '#renderer/appointments/inspector/displaced-note.tsx';
import { Facts } from '#renderer/appointments/inspector/facts.tsx';
import { HistoryTab } from '#renderer/appointments/inspector/history-tab.tsx';
import classes from '#renderer/appointments/inspector/inspector.module.css';
import { NotesField, useSaveNotes } from '#renderer/appointments/inspector/notes-field.tsx';
import { PlaceFields, usePlaceEditing } from '#renderer/appointments/inspector/place-fields.tsx';
import { ResourceFields } from '#renderer/appointments/inspector/resource-fields.tsx';
import { SavedState } from '#renderer/appointments/inspector/saved-state.tsx';
import { StatusBar } from '#renderer/appointments/inspector/status-bar.tsx';
import { useChanges } from '#renderer/appointments/inspector/use-changes.ts';
import { WhoAndWhat } from '#renderer/appointments/inspector/who-and-what.tsx';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import { PanelFrame } from '#renderer/appointments/panel-frame.tsx';
import { counterpart } from '#renderer/appointments/series/counterpart.ts';
import { MakeSeries } from '#renderer/appointments/series/make-series.tsx';
import { scopeAsksOf } from '#renderer/appointments/series/scope-asks.ts';
import { SeriesCard } from '#renderer/appointments/series/series-card.tsx';
import { useDesk, useDocument, useStore } from '#renderer/replica/desk-context.tsx';
import { lookOf } from '#renderer/timeline/status-look.ts';
import { StatusSign } from '#renderer/timeline/status-sign.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';

export type InspectorPanelProps = {
  readonly appointmentId: string;
  readonly onClose: () => void;
  /** Opens another appointment, such as the one in the way. */
  readonly onOpenAppointment?: (appointmentId: string) => void;
  /** The visit goes on under another id: its series was changed, or that was taken back. */
  readonly onFollow?: (appointmentId: string) => void;
};

/** One appointment: its next step, everything that can be changed about it, and what happened to it. */
export function InspectorPanel({
  appointmentId,
  onClose,
  onOpenAppointment,
  onFollow,
}: InspectorPanelProps): ReactNode {
  const { t } = useTranslation();
  const appointment = useDocument('appointments', appointmentId);
  const location = useDocument('locations', appointment?.locationId ?? null);
  useFollowing(appointment === null ? appointmentId : null, onFollow);
  if (appointment === null || location === null) {
    return (
      <PanelFrame title={t('appointments.inspector.title')} onClose={onClose}>
        <NoteLine tone="info">{t('appointments.inspector.notHere')}</NoteLine>
      </PanelFrame>
    );
  }
  // Another appointment is another form: nothing typed into the fields of one may reach the other.
  return (
    <Inspector
      key={appointment.id}
      appointment={appointment}
      location={location}
      onClose={onClose}
      onOpenAppointment={onOpenAppointment}
    />
  );
}

function useFollowing(goneId: string | null, onFollow: InspectorPanelProps['onFollow']): void {
  const desk = useDesk();
  const renamings = useStore(scopeAsksOf(desk).renamings);
  const next = goneId === null ? null : counterpart(goneId, renamings, desk.view);
  useEffect(() => {
    if (next !== null) onFollow?.(next);
    // Once for each; who is told may be made anew with every drawing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [next]);
}

type InspectorProps = {
  readonly appointment: Appointment;
  readonly location: Location;
  readonly onClose: () => void;
  readonly onOpenAppointment: InspectorPanelProps['onOpenAppointment'];
};

function Inspector({ appointment, location, onClose, onOpenAppointment }: InspectorProps): ReactNode {
  const { t } = useTranslation();
  const [tab, setTab] = useState<string | null>('details');
  const [isCancelling, setIsCancelling] = useState(false);
  const changes = useChanges();
  const editing = usePlaceEditing(appointment, changes);
  const saveNotes = useSaveNotes(appointment, changes);
  const saveTyped = async (): Promise<void> => {
    await editing.apply();
    await saveNotes();
  };
  return (
    <PanelFrame
      title={<Who appointment={appointment} />}
      subtitle={<Summary appointment={appointment} location={location} />}
      onClose={onClose}
      onSubmit={() => void saveTyped()}
    >
      {isCancelling ? (
        <CancelForm appointment={appointment} changes={changes} onDone={() => setIsCancelling(false)} />
      ) : (
        <StatusBar appointment={appointment} changes={changes} onCancel={() => setIsCancelling(true)} />
      )}
      <DisplacedNote appointment={appointment} changes={changes} />
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="details">{t('appointments.inspector.details')}</Tabs.Tab>
          <Tabs.Tab value="history">{t('appointments.inspector.history')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="details">
          <div className={classes.details}>
            <SeriesCard appointment={appointment} onOpenAppointment={onOpenAppointment} />
            <WhoAndWhat appointment={appointment} location={location} changes={changes} />
            <PlaceFields appointment={appointment} location={location} changes={changes} editing={editing} />
            <ResourceFields appointment={appointment} changes={changes} />
            <NotesField appointment={appointment} changes={changes} />
            <MakeSeries appointment={appointment} />
            <Facts appointment={appointment} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistoryTab appointment={appointment} />
        </Tabs.Panel>
      </Tabs>
    </PanelFrame>
  );
}

function Who({ appointment }: { readonly appointment: Appointment }): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const names = appointment.clientIds.flatMap((id) => view.find('clients', id)?.name ?? []);
  return <Name>{names.join(', ') || appointment.label || t('appointments.nobody')}</Name>;
}

function Summary({ appointment, location }: Pick<InspectorProps, 'appointment' | 'location'>): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const look = lookOf(appointment);
  const service = desk.view.find('services', appointment.serviceId)?.name ?? '';
  const style = useTimeStyle(location.zone);
  return (
    <>
      {service} · {dayAndRange(appointment, desk.now(), style)}
      <div className={classes.meta}>
        <span className={classes.badge} data-look={look}>
          <StatusSign look={look} />
          {t(`timeline.status.${look}`)}
        </span>
        <SavedState appointmentId={appointment.id} />
      </div>
    </>
  );
}
