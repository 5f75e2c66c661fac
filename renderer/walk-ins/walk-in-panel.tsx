import { Button } from '@mantine/core';
import { type ReactNode, type RefObject, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { seatsOf } from '#shared/scheduling/candidates.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { ClientPick } from '#renderer/appointments/booking/booking-form.ts';
import type { PlanningDesk } from '#renderer/appointments/booking/booking-plan.ts';
import { ClientField } from '#renderer/appointments/fields/client-field.tsx';
import { NewClientPhone } from '#renderer/appointments/fields/new-client-phone.tsx';
import { SeatFields } from '#renderer/appointments/fields/seat-fields.tsx';
import { ServiceField } from '#renderer/appointments/fields/service-field.tsx';
import { HoldLine } from '#renderer/appointments/hold/hold-line.tsx';
import { useHold } from '#renderer/appointments/hold/use-hold.ts';
import { newId } from '#renderer/appointments/new-id.ts';
import { NoLocation } from '#renderer/appointments/no-location.tsx';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import { PanelFrame } from '#renderer/appointments/panel-frame.tsx';
import { SaveProblem } from '#renderer/appointments/save-problem.tsx';
import { useFocusOnOpen } from '#renderer/appointments/use-focus-on-open.ts';
import { usePanelLocation } from '#renderer/appointments/use-panel-location.ts';
import { useOffering } from '#renderer/leases/use-offering.ts';
import type { Submission } from '#renderer/replica/desk.ts';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';
import { useSubmissionNotice } from '#renderer/ui/submission-notice.ts';
import { useNow } from '#renderer/ui/use-now.ts';
import { planWalkIn, walkInIntent, walkInPlacement } from '#renderer/walk-ins/walk-in-plan.ts';
import { promiseText, WalkInPromise } from '#renderer/walk-ins/walk-in-promise.tsx';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';

export type WalkInPanelProps = {
  /** The location whose timeline is on the screen; the clinic's first one when left out. */
  readonly locationId?: string | undefined;
  readonly onClose: () => void;
  readonly onBooked: (appointmentId: string) => void;
};

/** Takes in somebody who stands at the desk: a name (or nobody yet), a service, Enter. */
export function WalkInPanel(props: WalkInPanelProps): ReactNode {
  const { t } = useTranslation();
  const location = usePanelLocation(props);
  if (location === null) return <NoLocation title={t('walkIns.title')} onClose={props.onClose} />;
  return <WalkInForm {...props} location={location} />;
}

type WalkInFormProps = WalkInPanelProps & { readonly location: Location };

function WalkInForm({ onClose, onBooked, location }: WalkInFormProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const tell = useSubmissionNotice();
  const [ids] = useState(() => ({ commandId: newId(), appointmentId: newId(), clientId: newId() }));
  const [client, setClient] = useState<ClientPick | null>(null);
  const [serviceId, setServiceId] = useState<string | null>(null);
  const [seats, setSeats] = useState<ReadonlyMap<string, string | null>>(new Map());
  const [problem, setProblem] = useState<Exclude<Submission, { kind: 'saved' }> | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const running = useRef(false);
  const planning = usePlanning(location, ids.appointmentId);
  const plan = useMemo(() => planWalkIn({ serviceId, seats }, planning), [serviceId, seats, planning]);
  const placement = useMemo(() => walkInPlacement(plan, location.id), [plan, location.id]);
  const hold = useHold(placement);
  const service = serviceId === null ? null : desk.view.find('services', serviceId);
  const style = useTimeStyle(location.zone);
  const focus = useWalkInFocus();

  const save = async (): Promise<void> => {
    setIsAsked(true);
    if (serviceId === null) return focus.service.current?.focus();
    // The minute may have passed since this was drawn: it starts when it is pressed.
    const atOnce = planWalkIn({ serviceId, seats }, { ...planning, now: desk.now() });
    if (atOnce === null || running.current) return;
    running.current = true;
    setIsSaving(true);
    hold.handle?.choose(walkInPlacement(atOnce, location.id));
    const kept = hold.handle === null ? {} : { hold: hold.handle };
    const options = { commandId: ids.commandId, label: 'appointments.undo.walkIn', ...kept };
    const submission = await desk.submit(walkInIntent(client, atOnce, planning), options);
    if (submission.kind === 'saved') {
      tell(submission, t('walkIns.done', { promise: promiseText(atOnce, { ...style, t }) }));
      return onBooked(ids.appointmentId);
    }
    running.current = false;
    setIsSaving(false);
    setProblem(submission);
    if (submission.kind === 'refused' && submission.refusal.code === 'hold-expired') hold.handle?.again();
  };

  return (
    <PanelFrame
      title={t('walkIns.title')}
      subtitle={location.name}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <WalkInPromise plan={plan} isServiceChosen={serviceId !== null} planning={planning} />
          <HoldLine hold={hold} style={style} />
          <Button ref={focus.save} type="submit" size="md" fullWidth aria-busy={isSaving}>
            {t('walkIns.save')}
          </Button>
        </>
      }
    >
      <ClientField
        inputRef={focus.client}
        value={client}
        newClientId={ids.clientId}
        onChange={setClient}
        onChosen={focus.afterClient}
      />
      <NewClientPhone value={client} onChange={setClient} onDone={focus.afterClient} />
      <ServiceField
        inputRef={focus.service}
        value={serviceId}
        error={isAsked && serviceId === null ? t('appointments.service.missing') : null}
        onChosen={focus.afterService}
        onChange={(id) => {
          setServiceId(id);
          setSeats(new Map());
          setProblem(null);
        }}
      />
      <SaveProblem problem={problem} style={style} hold={hold.state} />
      {plan?.isOutsideHours === true && (
        <NoteLine tone="warn">{t('appointments.when.outsideHours', { place: location.name })}</NoteLine>
      )}
      {plan !== null && service !== null && (
        <SeatFields
          seats={seatsOf(service)}
          assignment={plan.slot.assignment}
          chosen={new Map([...seats].filter((pair): pair is [string, string] => pair[1] !== null))}
          locationId={location.id}
          resources={planning.resources}
          onSeat={(key, id) => setSeats((current) => new Map([...current, [key, id]]))}
        />
      )}
    </PanelFrame>
  );
}

type WalkInFocus = {
  readonly client: RefObject<HTMLInputElement | null>;
  readonly service: RefObject<HTMLInputElement | null>;
  readonly save: RefObject<HTMLButtonElement | null>;
  afterClient(): void;
  afterService(): void;
};

/** Each answer leads to the next question; the telephone of somebody new is not one while they stand there. */
function useWalkInFocus(): WalkInFocus {
  const client = useRef<HTMLInputElement>(null);
  const service = useRef<HTMLInputElement>(null);
  const save = useRef<HTMLButtonElement>(null);
  useFocusOnOpen(client);
  return {
    client,
    service,
    save,
    afterClient: () => (service.current?.value === '' ? service : save).current?.focus(),
    afterService: () => save.current?.focus(),
  };
}

function usePlanning(location: Location, appointmentId: string): PlanningDesk {
  const { view } = useDesk();
  const resources = useDocuments('resources');
  const now = useNow(5_000);
  const revision = useSyncExternalStore(view.subscribe, view.revision);
  const offering = useOffering();
  return useMemo(
    () => ({ world: view, offering, revision, resources, location, now, appointmentId, rowResourceId: null }),
    [view, offering, revision, resources, now, appointmentId, location],
  );
}
