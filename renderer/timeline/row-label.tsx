import { IconChevronDown, IconDeviceDesktop, IconDoor, IconDots } from '@tabler/icons-react';
import { type CSSProperties, type MouseEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '#shared/scheduling/resource.ts';
import { type Anchor, useBoard } from '#renderer/timeline/board.tsx';
import { initials } from '#renderer/timeline/initials.ts';
import { kindOfGroup } from '#renderer/timeline/rows.ts';
import { Name, withoutOverrides } from '#renderer/ui/person-name.tsx';

/** The head of a row: who or what, in small print what they do, and how many visits fit at once. */
export function RowLabel({ row }: { readonly row: Resource }): ReactNode {
  const { t } = useTranslation();
  const { menu } = useBoard();
  const openMenu = (at: Anchor): void => menu.set({ kind: 'row', resourceId: row.id, at });
  const places = row.lanes > 1 ? t('timeline.lanes', { count: row.lanes }) : '';
  const small = [row.title, places].filter((part) => part !== '').join(' · ');
  return (
    <div
      className="tl-row-label"
      data-inactive={!row.isActive || undefined}
      title={small === '' ? row.name : `${row.name}, ${small}`}
      onContextMenu={(event) => {
        event.preventDefault();
        openMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      <span
        className="tl-row-sign"
        data-kind={row.kind}
        style={{ '--tl-row-color': row.color ?? 'var(--fd-dim)' } as CSSProperties} // A custom property, which the type does not list.
        aria-hidden
      >
        {row.kind === 'practitioner' ? (
          initials(row.name)
        ) : row.kind === 'room' ? (
          <IconDoor size={15} stroke={1.7} />
        ) : (
          <IconDeviceDesktop size={15} stroke={1.7} />
        )}
      </span>
      <span className="tl-row-words">
        <span className="tl-row-name">
          <Name>{row.name}</Name>
        </span>
        {small !== '' && <span className="tl-row-small">{small}</span>}
      </span>
      <button
        type="button"
        className="tl-row-menu"
        aria-haspopup="menu"
        aria-label={t('timeline.menu.row', { name: withoutOverrides(row.name) })}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          openMenu({ x: left, y: bottom });
        }}
      >
        <IconDots size={16} aria-hidden />
      </button>
    </div>
  );
}

/** The head of a group, which opens and closes it. The calendar's own expander takes no focus, so it is ours. */
export function GroupLabel({ group }: { readonly group: string }): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(true);
  const words = t(`timeline.kind.${kindOfGroup(group)}`);
  const toggle = (event: MouseEvent<HTMLElement>): void => {
    // The calendar's expander is there, hidden; only it can open and close the rows.
    event.currentTarget.closest('[role="rowheader"]')?.querySelector<HTMLElement>('.tl-expander')?.click();
    setIsOpen(!isOpen);
  };
  return (
    <button
      type="button"
      className="tl-group"
      aria-expanded={isOpen}
      aria-label={t(isOpen ? 'timeline.collapse' : 'timeline.expand', { group: words })}
      onClick={toggle}
    >
      <IconChevronDown size={15} aria-hidden className="tl-group-sign" data-open={isOpen || undefined} />
      {words}
    </button>
  );
}
