import { Button, EmptyState } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { type ReactNode, type RefObject, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { RankedRepair } from '#renderer/conflicts/ranked-repairs.ts';
import { useFocusOnOpen } from '#renderer/appointments/use-focus-on-open.ts';
import { usePanelLocation } from '#renderer/appointments/use-panel-location.ts';
import { CaseDetail } from '#renderer/conflicts/case-detail.tsx';
import { CaseList } from '#renderer/conflicts/case-list.tsx';
import classes from '#renderer/conflicts/conflicts.module.css';
import { type InboxCase, toCase, withPresentNames } from '#renderer/conflicts/inbox-case.ts';
import { FilterBar } from '#renderer/conflicts/filter-bar.tsx';
import { everything, isShown } from '#renderer/conflicts/inbox-filter.ts';
import { type Solved, ToldClient } from '#renderer/conflicts/told-client.tsx';
import { type Outcome, useCaseMessage } from '#renderer/conflicts/use-case-message.ts';
import { useCaseStyle } from '#renderer/conflicts/use-case-style.ts';
import { useRepairs } from '#renderer/conflicts/use-repairs.ts';
import { useSolving } from '#renderer/conflicts/use-solving.ts';
import { useDeskNames } from '#renderer/leases/use-desk-names.ts';
import type { InboxItem } from '#renderer/replica/desk.ts';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import type { ZoneId } from '#shared/time/zone.ts';
import { repairText } from '#renderer/conflicts/repair-text.ts';
import { PlacesClock } from '#renderer/ui/places-clock.tsx';

export type ConflictInboxProps = {
  /** Shows the appointment on the timeline and in the inspector. */
  readonly onOpenAppointment: (appointmentId: string) => void;
  readonly onClose?: () => void;
};

/** Everything that needs a person: visits without a place, and what the server refused. */
export function ConflictInbox({ onOpenAppointment }: ConflictInboxProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const { items, cases } = useCases();
  const zone = usePanelLocation({})?.zone ?? ('UTC' as ZoneId); // A zone that every runtime knows.
  const [filter, setFilter] = useState(everything);
  const [selectedKey, setSelectedKey] = useState<string | null>(null);
  const [solved, setSolved] = useState<Solved | null>(null);
  const shown = cases.filter((one) => isShown(one, filter, { world: desk.view, ownDeskId: desk.deskId(), zone }));
  const listRef = useRef<HTMLDivElement>(null);
  useFocusOnOpen(listRef);
  const selected = useNextSelected(shown, selectedKey);
  return (
    <section className={classes.inbox} aria-labelledby="conflicts-title">
      <header className={classes.head}>
        <h1 id="conflicts-title" className={classes.heading}>
          {t('conflicts.title')} <span className={classes.count}>{cases.length}</span>
        </h1>
        <PlacesClock />
        {shown.length > 0 && <p className={classes.keys}>{t('conflicts.keys')}</p>}
        {(cases.length > 0 || filter !== everything) && (
          <FilterBar cases={cases} filter={filter} zone={zone} onChange={setFilter} />
        )}
      </header>
      {solved !== null && <ToldClient key={solved.key} solved={solved} onClose={() => setSolved(null)} />}
      {selected === null ? (
        <Nothing isFiltered={cases.length > 0} onShowAll={() => setFilter(everything)} />
      ) : (
        <Cases
          shown={shown}
          selected={selected}
          item={items.get(selected.key) ?? null}
          listRef={listRef}
          onSelect={setSelectedKey}
          onSolved={setSolved}
          onOpenAppointment={onOpenAppointment}
        />
      )}
    </section>
  );
}

/** A case that was solved is gone: the one that took its place in the list is next. */
function useNextSelected(shown: readonly InboxCase[], selectedKey: string | null): InboxCase | null {
  const lastAt = useRef(0);
  const found = shown.findIndex(({ key }) => key === selectedKey);
  const at = found >= 0 ? found : Math.min(lastAt.current, shown.length - 1);
  lastAt.current = Math.max(0, at);
  return shown[at] ?? null;
}

type CasesProps = {
  readonly shown: readonly InboxCase[];
  readonly selected: InboxCase;
  readonly item: InboxItem | null;
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly onSelect: (key: string | null) => void;
  readonly onSolved: (solved: Solved) => void;
  readonly onOpenAppointment: (appointmentId: string) => void;
};

function Cases({ shown, selected, item, listRef, onSelect, onSolved, onOpenAppointment }: CasesProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const solving = useSolving();
  const repairs = useRepairs(selected);
  const style = useCaseStyle(selected);
  const messageOf = useCaseMessage();
  // A solved case leaves the list by itself; the focus stays, so that the next Enter solves the next one.
  const then = (work: Promise<boolean | void>, outcome: Outcome | null, said: string): void => {
    const message = outcome === null ? null : messageOf(selected, outcome);
    void work.then((isDone) => {
      listRef.current?.focus();
      if (isDone === true && message !== null)
        onSolved({ key: selected.key, said, contact: selected.contact, message });
    });
  };
  const repair = (offered: RankedRepair): void => {
    const wording = { view: desk.view, wantedStart: selected.wanted?.start ?? desk.now(), now: desk.now(), style, t };
    const said = t('conflicts.solved', { how: repairText(offered, wording).title });
    then(solving.repair(selected, offered, said), offered.repair, said);
  };
  const again = (): void => {
    if (item !== null) then(solving.again(item, t('conflicts.sentAgain')), null, '');
  };
  const cancelled = t('conflicts.cancelled');
  const settled = t('conflicts.settled');
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
          // A wish that is about no other place is simply made again.
          else if (number === 0 && selected.refusal === 'hold-expired') again();
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
          onCancel: (reason) => then(solving.cancel(selected, reason, cancelled), 'cancelled', cancelled),
          onSettle: (note) => then(solving.settle(selected, note, settled), 'waiting', settled),
          onAgain: again,
          onDismiss: () => then(solving.dismiss(selected), null, ''),
        }}
      />
    </div>
  );
}

type NothingProps = { readonly isFiltered: boolean; readonly onShowAll: () => void };

function Nothing({ isFiltered, onShowAll }: NothingProps): ReactNode {
  const { t } = useTranslation();
  return (
    <EmptyState
      className={classes.empty}
      align="center"
      icon={<IconCircleCheck size={34} stroke={1.6} />}
      title={t(isFiltered ? 'conflicts.empty.filteredTitle' : 'conflicts.empty.title')}
      description={t(isFiltered ? 'conflicts.empty.filtered' : 'conflicts.empty.text')}
    >
      {isFiltered && (
        <Button variant="default" size="compact-md" onClick={onShowAll}>
          {t('conflicts.filter.clear')}
        </Button>
      )}
    </EmptyState>
  );
}

/** The inbox with the documents that it speaks of; follows both. */
function useCases(): { readonly items: ReadonlyMap<string, InboxItem>; readonly cases: readonly InboxCase[] } {
  const desk = useDesk();
  const { view, inbox } = desk;
  const list = useStore(inbox);
  const ownDeskId = desk.deskId();
  const revision = useSyncExternalStore(view.subscribe, view.revision);
  const names = useDeskNames();
  const picture = useMemo(() => ({ view, revision }), [view, revision]);
  return useMemo(() => {
    const pairs = list.map((item) => ({ item, one: withPresentNames(toCase(item, picture.view, ownDeskId), names) }));
    return { items: new Map(pairs.map(({ item, one }) => [one.key, item])), cases: pairs.map(({ one }) => one) };
  }, [list, picture, ownDeskId, names]);
}
