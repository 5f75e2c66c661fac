import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Refusal } from '#shared/commands/refusal.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { BlockKind } from '#shared/scheduling/block.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { snapUp } from '#shared/time/snap.ts';
import type { BlockDraft } from '#renderer/appointments/booking-draft.ts';
import { resolveWhen, wallOf, type WallWhen } from '#renderer/appointments/booking/booking-form.ts';
import { type ChosenHold, useHold } from '#renderer/appointments/hold/use-hold.ts';
import { newId } from '#renderer/appointments/new-id.ts';
import type { Desk, Submission } from '#renderer/replica/desk.ts';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';
import { contextAt, foresee, foreseePlacement } from '#renderer/timeline/foresee.ts';
import { useShownZone } from '#renderer/timeline/shown-zone.ts';
import type { ZoneId } from '#shared/time/zone.ts';

type Saved = Extract<Submission, { kind: 'saved' }>;

export type BlockForm = {
  readonly resourceId: string | null;
  readonly kind: BlockKind;
  readonly reason: string;
  readonly start: WallWhen;
  readonly end: WallWhen;
};

export type BlockEditing = {
  readonly form: BlockForm;
  readonly blockId: string;
  /** The location's resources in use, in the desk's order. */
  readonly resources: readonly Resource[];
  /** Null while there is no valid time. */
  readonly span: Interval | null;
  readonly isComplete: boolean;
  /** Whether somebody tried to save. */
  readonly isAsked: boolean;
  readonly isSaving: boolean;
  /** What the desk would say now. */
  readonly foreseen: Refusal | null;
  /** Keeps the chosen time while the form is open. */
  readonly hold: ChosenHold;
  readonly problem: Exclude<Submission, Saved> | null;
  change(patch: Partial<BlockForm>): void;
  put(): Promise<Saved | null>;
  remove(): Promise<Saved | null>;
};

/** The state of one block form. */
export function useBlock(draft: BlockDraft, location: Location): BlockEditing {
  const desk = useDesk();
  const zone = useShownZone(location.zone);
  const [ids] = useState(() => ({ block: draft.blockId ?? newId(), put: newId(), remove: newId() }));
  const [form, setForm] = useState(() => firstForm(draft, zone, desk));
  const [problem, setProblem] = useState<BlockEditing['problem']>(null);
  const [isAsked, setIsAsked] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const running = useRef(false);
  const resources = useResourcesOf(location.id);
  const span = spanOf(form);
  const intent = putIntent(form, span, ids.block);
  useSyncExternalStore(desk.view.subscribe, desk.view.revision);
  const foreseen = intent === null ? null : foresee(intent, desk.view, contextAt(desk));
  const hold = useHold(intent === null ? null : foreseePlacement(intent, desk.view, contextAt(desk)));
  const submit = async (what: CommandIntent, commandId: string, label: string): Promise<Saved | null> => {
    if (running.current) return null;
    running.current = true;
    setIsSaving(true);
    const kept = hold.handle === null || what.name !== 'block.put' ? {} : { hold: hold.handle };
    const submission = await desk.submit(what, { commandId, label, ...kept });
    if (submission.kind === 'saved') return submission;
    running.current = false;
    setIsSaving(false);
    setProblem(submission);
    if (submission.kind === 'refused' && submission.refusal.code === 'hold-expired') hold.handle?.again();
    return null;
  };
  return {
    form,
    blockId: ids.block,
    resources,
    span,
    isComplete: intent !== null,
    isAsked,
    isSaving,
    foreseen,
    hold,
    problem,
    change: (patch) => {
      setForm((current) => ({ ...current, ...patch }));
      setProblem(null);
    },
    put: () => {
      setIsAsked(true);
      return intent === null ? Promise.resolve(null) : submit(intent, ids.put, 'appointments.undo.block');
    },
    remove: () =>
      submit({ name: 'block.remove', input: { blockId: ids.block } }, ids.remove, 'appointments.undo.unblock'),
  };
}

function useResourcesOf(locationId: string): readonly Resource[] {
  const resources = useDocuments('resources');
  return useMemo(
    () =>
      resources
        .filter((one) => one.isActive && one.locationId === locationId)
        .toSorted((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1)),
    [resources, locationId],
  );
}

/** A span may be refused (`end-before-start`, longer than a day); the desk says so, in its own words. */
function spanOf({ start, end }: BlockForm): Interval | null {
  const from = resolveWhen(start);
  const until = resolveWhen(end);
  return from === null || until === null ? null : { start: from.instant, end: until.instant };
}

function putIntent(
  { resourceId, kind, reason }: BlockForm,
  span: Interval | null,
  blockId: string,
): CommandIntent | null {
  if (resourceId === null || span === null) return null;
  return { name: 'block.put', input: { blockId, resourceId, kind, reason: reason.trim(), ...span } };
}

function firstForm(draft: BlockDraft, zone: ZoneId, desk: Desk): BlockForm {
  const block = draft.blockId === undefined ? null : desk.view.find('blocks', draft.blockId);
  const start = block?.start ?? draft.start ?? snapUp(desk.now(), 15, zone);
  const end = block?.end ?? draft.end ?? plusMinutes(start, 60);
  return {
    resourceId: block?.resourceId ?? draft.resourceId ?? null,
    kind: block?.kind ?? 'break',
    reason: block?.reason ?? '',
    start: wallOf(start, zone),
    end: wallOf(end, zone),
  };
}
