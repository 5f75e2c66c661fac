import { EmptyState, SegmentedControl } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { type ReactNode, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferedRepair } from '#shared/commands/offered-repairs.ts';
import { useFocusOnOpen } from '#renderer/appointments/use-focus-on-open.ts';
import { CaseDetail } from '#renderer/conflicts/case-detail.tsx';
import { CaseList } from '#renderer/conflicts/case-list.tsx';
import classes from '#renderer/conflicts/conflicts.module.css';
import { type InboxCase, toCase } from '#renderer/conflicts/inbox-case.ts';
import { useCaseStyle } from '#renderer/conflicts/use-case-style.ts';
import { useRepairs } from '#renderer/conflicts/use-repairs.ts';
import { useSolving } from '#renderer/conflicts/use-solving.ts';
import type { InboxItem } from '#renderer/replica/desk.ts';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import { repairText } from '#renderer/conflicts/repair-text.ts';

export type ConflictInboxProps = {
  /** Shows the appointment on the timeline and in the inspector. */
  readonly onOpenAppointment: (appointmentId: string) => void;
  readonly onClose?: () => void;
};

type Filter = 'all' | InboxItem['kind'];

/** Everything that needs a person: visits without a place, and what the server refused. */
export function ConflictInbox({ onOpenAppointment }: ConflictInboxProps): ReactNode {
  const { t } = useTranslation();
  const { items, cases } = useCases();
  const [filter, setFilter] = useState<Filter>('all');
  const [selectedKey, setSelectedKey] = useState<string | null>(null);
  const shown = cases.filter(({ kind }) => filter === 'all' || kind === filter);
  const listRef = useRef<HTMLDivElement>(null);
  useFocusOnOpen(listRef);
  // A case that was solved is gone: the one that took its place in the list is next.
  const lastAt = useRef(0);
  const found = shown.findIndex(({ key }) => key === selectedKey);
  const at = found >= 0 ? found : Math.min(lastAt.current, shown.length - 1);
  lastAt.current = Math.max(0, at);
  const selected = shown[at] ?? null;
  const count = (kind: InboxItem['kind']): number => cases.filter((one) => one.kind === kind).length;
  return (
    <section className={classes.inbox} aria-labelledby="conflicts-title">
      <header className={classes.head}>
        <h1 id="conflicts-title" className={classes.heading}>
          {t('conflicts.title')} <span className={classes.count}>{cases.length}</span>
        </h1>
        {cases.length > 0 && (
          <SegmentedControl
            size="xs"
            aria-label={t('conflicts.filter.label')}
            value={filter}
            onChange={(value) => setFilter(value === 'displaced' || value === 'refused' ? value : 'all')}
            data={[
              { value: 'all', label: t('conflicts.filter.all', { count: cases.length }) },
              { value: 'displaced', label: t('conflicts.filter.displaced', { count: count('displaced') }) },
              { value: 'refused', label: t('conflicts.filter.refused', { count: count('refused') }) },
            ]}
          />
        )}
        {shown.length > 0 && <p className={classes.keys}>{t('conflicts.keys')}</p>}
      </header>
      {selected === null ? (
        <Nothing isFiltered={cases.length > 0} />
      ) : (
        <Cases
          shown={shown}
          selected={selected}
          item={items.get(selected.key) ?? null}
          listRef={listRef}
          onSelect={setSelectedKey}
          onOpenAppointment={onOpenAppointment}
        />
      )}
    </section>
  );
}

type CasesProps = {
  readonly shown: readonly InboxCase[];
  readonly selected: InboxCase;
  readonly item: InboxItem | null;
  readonly listRef: React.RefObject<HTMLDivElement | null>;
  readonly onSelect: (key: string | null) => void;
  readonly onOpenAppointment: (appointmentId: string) => void;
};

function Cases({ shown, selected, item, listRef, onSelect, onOpenAppointment }: CasesProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const solving = useSolving();
  const repairs = useRepairs(selected.appointment, selected.wanted);
  const style = useCaseStyle(selected);
  // A solved case leaves the list by itself; the focus stays, so that the next Enter solves the next one.
  const then = (work: Promise<unknown>): void => void work.then(() => listRef.current?.focus());
  const repair = (offered: OfferedRepair): void => {
    const wording = { view: desk.view, wantedStart: offered.repair.start, now: desk.now(), style, t };
    then(solving.repair(selected, offered, t('conflicts.solved', { how: repairText(offered.repair, wording).title })));
  };
  return (
    <div className={classes.columns}>
      <CaseList
        cases={shown}
        selectedKey={selected.key}
        listRef={listRef}
        onSelect={onSelect}
        onRepair={(number) => {
          const offered = repairs[number];
          if (offered !== undefined) repair(offered);
        }}
      />
      <CaseDetail
        one={selected}
        repairs={repairs}
        problem={solving.problem}
        style={style}
        actions={{
          onRepair: repair,
          onOpen: () => selected.appointment !== null && onOpenAppointment(selected.appointment.id),
          onCancel: () => then(solving.cancel(selected, t('conflicts.cancelled'))),
          onAgain: () => item !== null && then(solving.again(item, t('conflicts.sentAgain'))),
          onDismiss: () => then(solving.dismiss(selected)),
        }}
      />
    </div>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  const { t } = useTranslation();
  return (
    <EmptyState
      className={classes.empty}
      align="center"
      icon={<IconCircleCheck size={34} stroke={1.6} />}
      title={t(isFiltered ? 'conflicts.empty.filteredTitle' : 'conflicts.empty.title')}
      description={t(isFiltered ? 'conflicts.empty.filtered' : 'conflicts.empty.text')}
    />
  );
}

/** The inbox with the documents that it speaks of; follows both. */
function useCases(): { readonly items: ReadonlyMap<string, InboxItem>; readonly cases: readonly InboxCase[] } {
  const { view, inbox } = useDesk();
  const list = useStore(inbox);
  const revision = useSyncExternalStore(view.subscribe, view.revision);
  const picture = useMemo(() => ({ view, revision }), [view, revision]);
  return useMemo(() => {
    const pairs = list.map((item) => ({ item, one: toCase(item, picture.view) }));
    return { items: new Map(pairs.map(({ item, one }) => [one.key, item])), cases: pairs.map(({ one }) => one) };
  }, [list, picture]);
}
