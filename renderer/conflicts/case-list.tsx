import { IconAlertTriangle, IconBan } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAndTime, type TimeStyle } from '#renderer/appointments/format-time.ts';
import classes from '#renderer/conflicts/conflicts.module.css';
import { didKey } from '#renderer/conflicts/did-key.ts';
import { type InboxCase, isAboutVisit } from '#renderer/conflicts/inbox-case.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import { timeAgo } from '#renderer/ui/time-ago.ts';
import { useNow } from '#renderer/ui/use-now.ts';

type CaseListProps = {
  readonly cases: readonly InboxCase[];
  readonly selectedKey: string | null;
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly onSelect: (key: string) => void;
  /** 0 is the first repair. */
  readonly onRepair: (number: number) => void;
};

/** What waits, oldest first. Arrows walk through it, Enter takes the first repair, 1 to 3 take that one. */
export function CaseList({ cases, selectedKey, listRef, onSelect, onRepair }: CaseListProps): ReactNode {
  const { t } = useTranslation();
  useEffect(() => {
    listRef.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [listRef, selectedKey]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = cases.findIndex(({ key }) => key === selectedKey);
    const to = targetOf(event.key, at, cases.length);
    const number = event.key === 'Enter' ? 0 : ['1', '2', '3'].indexOf(event.key);
    if (to === null && number < 0) return;
    event.preventDefault();
    if (to === null) onRepair(number);
    else onSelect(cases[to]?.key ?? '');
  };
  return (
    <div
      ref={listRef}
      className={classes.list}
      role="listbox"
      tabIndex={0}
      aria-label={t('conflicts.title')}
      aria-activedescendant={selectedKey === null ? undefined : `case-${selectedKey}`}
      onKeyDown={onKeyDown}
    >
      {cases.map((one) => (
        <CaseRow key={one.key} one={one} isSelected={one.key === selectedKey} onSelect={() => onSelect(one.key)} />
      ))}
    </div>
  );
}

function targetOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

function CaseRow({
  one,
  isSelected,
  onSelect,
}: {
  readonly one: InboxCase;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}): ReactNode {
  const { t, i18n } = useTranslation();
  const { view } = useDesk();
  const now = useNow(30_000);
  const Icon = one.kind === 'displaced' ? IconAlertTriangle : IconBan;
  const service = one.serviceId === null ? null : view.find('services', one.serviceId);
  const actor = view.find('people', one.actorId)?.name ?? t('conflicts.somebody');
  const style: TimeStyle | null = one.zone === null ? null : { zone: one.zone, language: i18n.language };
  return (
    // The keyboard belongs to the list: its options are walked through with the arrows, not with Tab.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={`case-${one.key}`}
      role="option"
      aria-selected={isSelected}
      className={classes.row}
      data-kind={one.kind}
      onClick={onSelect}
    >
      <Icon size={18} stroke={1.8} aria-hidden />
      <div className={classes.rowText}>
        <div className={classes.rowTitle}>
          <Name>
            {one.contact.who || t(isAboutVisit(one) ? 'appointments.nobody' : `conflicts.did.${didKey(one.did)}`)}
          </Name>
        </div>
        <div className={classes.rowWish}>
          {service?.name ?? t(`conflicts.did.${didKey(one.did)}`)}
          {one.wanted !== null && style !== null && <> · {dayAndTime(one.wanted.start, now, style)}</>}
        </div>
        <div className={classes.rowMeta}>
          <Name>{actor}</Name> · {timeAgo(one.deskTime, now, i18n.language)}
          {one.deskName !== '' && (
            <>
              {' · '}
              <Name>{one.deskName}</Name>
            </>
          )}
        </div>
      </div>
    </div>
  );
}
