import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { blockKinds } from '#shared/scheduling/block.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { type BlockForm, useBlock } from '#renderer/appointments/block/use-block.ts';
import { ClashNote } from '#renderer/appointments/clash-list.tsx';
import type { BlockDraft } from '#renderer/appointments/booking-draft.ts';
import { ClockChange, ClockNotes } from '#renderer/appointments/fields/clock-notes.tsx';
import { DayField } from '#renderer/appointments/fields/day-field.tsx';
import { TimeField } from '#renderer/appointments/fields/time-field.tsx';
import { durationOf } from '#renderer/appointments/format-time.ts';
import { HoldLine } from '#renderer/appointments/hold/hold-line.tsx';
import { NoLocation } from '#renderer/appointments/no-location.tsx';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import { PanelFrame } from '#renderer/appointments/panel-frame.tsx';
import classes from '#renderer/appointments/panel-frame.module.css';
import { SaveProblem } from '#renderer/appointments/save-problem.tsx';
import { useFocusOnOpen } from '#renderer/appointments/use-focus-on-open.ts';
import { usePanelLocation } from '#renderer/appointments/use-panel-location.ts';
import { useDesk, useDocument } from '#renderer/replica/desk-context.tsx';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';
import { refusalWords } from '#renderer/ui/i18n/refusal-words.ts';
import { useSubmissionNotice } from '#renderer/ui/submission-notice.ts';
import { localDate } from '#shared/time/local.ts';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';
import { inZone, type WallWhen } from '#renderer/appointments/booking/booking-form.ts';

export type BlockPanelProps = {
  readonly draft: BlockDraft;
  readonly onClose: () => void;
  /** After the block was put or removed. */
  readonly onSaved?: (blockId: string) => void;
};

/** Keeps time from being booked, changes what is kept, or gives it back. */
export function BlockPanel(props: BlockPanelProps): ReactNode {
  const { t } = useTranslation();
  const block = useDocument('blocks', props.draft.blockId ?? null);
  const location = usePanelLocation({ ...props.draft, resourceId: block?.resourceId ?? props.draft.resourceId });
  const title = t(props.draft.blockId === undefined ? 'appointments.block.title' : 'appointments.block.editTitle');
  if (location === null) return <NoLocation title={title} onClose={props.onClose} />;
  if (props.draft.blockId !== undefined && (block === null || block.isRemoved)) {
    return (
      <PanelFrame title={title} onClose={props.onClose}>
        <NoteLine tone="info">{t('appointments.block.gone')}</NoteLine>
      </PanelFrame>
    );
  }
  return <BlockFormPanel {...props} title={title} location={location} />;
}

type BlockFormPanelProps = BlockPanelProps & { readonly title: string; readonly location: Location };

function BlockFormPanel({ draft, title, location, onClose, onSaved }: BlockFormPanelProps): ReactNode {
  const { t, i18n } = useTranslation();
  const tell = useSubmissionNotice();
  const block = useBlock(draft, location);
  const { form, change, span, foreseen } = block;
  const style = useTimeStyle(location.zone);
  const reasonRef = useRef<HTMLInputElement>(null);
  useFocusOnOpen(reasonRef);
  const put = async (): Promise<void> => {
    const saved = await block.put();
    if (saved === null) return;
    tell(saved, t('appointments.block.done', { what: form.reason.trim() || t(`appointments.blockKind.${form.kind}`) }));
    onSaved?.(block.blockId);
  };
  const remove = async (): Promise<void> => {
    const saved = await block.remove();
    if (saved === null) return;
    tell(saved, t('appointments.block.removed'));
    onSaved?.(block.blockId);
  };
  return (
    <PanelFrame
      title={title}
      subtitle={location.name}
      onClose={onClose}
      onSubmit={() => void put()}
      footer={
        <>
          {foreseen === null && <HoldLine hold={block.hold} style={style} />}
          <Button type="submit" size="md" fullWidth aria-busy={block.isSaving}>
            {t(draft.blockId === undefined ? 'appointments.block.save' : 'appointments.block.change')}
          </Button>
          {draft.blockId !== undefined && (
            <Button type="button" variant="subtle" color="gray" size="compact-md" onClick={() => void remove()}>
              {t('appointments.block.remove')}
            </Button>
          )}
        </>
      }
    >
      <ResourceChoice block={block} />
      <div>
        <div className={classes.label}>{t('appointments.block.kind')}</div>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('appointments.block.kind')}
          value={form.kind}
          onChange={(kind) => change({ kind: blockKinds.find((one) => one === kind) ?? 'other' })}
          data={blockKinds.map((kind) => ({ value: kind, label: t(`appointments.blockKind.${kind}`) }))}
        />
      </div>
      <TextInput
        ref={reasonRef}
        label={t('appointments.block.reason')}
        placeholder={t('appointments.block.reasonHint')}
        maxLength={200}
        value={form.reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
      <Span form={form} change={change} location={location} />
      {span !== null && (
        <div className={classes.hint}>
          {t('appointments.block.sameDay', { length: durationOf(span, i18n.language) })}
        </div>
      )}
      <ClockNotes
        when={form.start}
        start={span?.start ?? null}
        location={location}
        onWhen={(start) => change({ start })}
      />
      <ClockChange when={form.end} location={location} onWhen={(end) => change({ end })} />
      {block.isAsked && !block.isComplete && <NoteLine tone="bad">{t('appointments.block.missing')}</NoteLine>}
      {foreseen?.code === 'taken' && <ClashNote conflicts={foreseen.conflicts} style={style} />}
      {foreseen !== null && foreseen.code !== 'taken' && <NoteLine tone="bad">{refusalWords(foreseen, t)}</NoteLine>}
      {foreseen === null && <SaveProblem problem={block.problem} style={style} hold={block.hold.state} />}
    </PanelFrame>
  );
}

type SpanProps = {
  readonly form: BlockForm;
  readonly change: (patch: Partial<BlockForm>) => void;
  readonly location: Location;
};

/** From and until, each a day and a time; until follows from when that is moved behind it. */
function Span({ form, change, location }: SpanProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const { zone } = useTimeStyle(location.zone);
  const today = localDate(desk.now(), zone);
  const start = inZone(form.start, zone);
  const end = inZone(form.end, zone);
  const moved = (from: WallWhen, patch: Partial<WallWhen>): WallWhen => ({ ...from, fold: 'earlier', ...patch });
  return (
    <>
      <div className={classes.dayAndTime}>
        <DayField
          label={t('appointments.block.from')}
          value={start.date}
          today={today}
          onChange={(date) =>
            change({
              start: moved(start, { date }),
              ...(date !== null && end.date !== null && end.date < date && { end: moved(end, { date }) }),
            })
          }
        />
        <TimeField
          label={t('appointments.when.time')}
          value={start.time}
          onChange={(time) => change({ start: moved(start, { time }) })}
        />
      </div>
      <div className={classes.dayAndTime}>
        <DayField
          label={t('appointments.block.until')}
          value={end.date}
          today={today}
          onChange={(date) => change({ end: moved(end, { date }) })}
        />
        <TimeField
          label={t('appointments.when.time')}
          value={end.time}
          onChange={(time) => change({ end: moved(end, { time }) })}
        />
      </div>
    </>
  );
}

function ResourceChoice({
  block: { form, change, resources },
}: {
  readonly block: ReturnType<typeof useBlock>;
}): ReactNode {
  const { t } = useTranslation();
  const groups = (['practitioner', 'room', 'equipment'] as const).map((kind) => ({
    group: t(`appointments.seat.${kind}`),
    items: resources
      .filter((one) => one.kind === kind)
      .map(({ id, name }) => ({ value: id, label: withoutOverrides(name) })),
  }));
  return (
    <Select
      label={t('appointments.block.resource')}
      data={groups.filter(({ items }) => items.length > 0)}
      value={form.resourceId}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      comboboxProps={{ shadow: 'md', offset: 4 }}
      onChange={(resourceId) => change({ resourceId })}
    />
  );
}
