import { Menu } from '@mantine/core';
import {
  IconCalendarPlus,
  IconCalendarShare,
  IconCalendarX,
  IconClipboard,
  IconCopy,
  IconFileImport,
  IconLayoutSidebarRight,
  IconLock,
  IconLockOpen,
} from '@tabler/icons-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { managerRoles } from '#shared/commands/command-definition.ts';
import { type AppointmentStatus, offeredTransitions } from '#shared/scheduling/appointment-status.ts';
import { type OpenMenu, rowOf, useBoard } from '#renderer/timeline/board.tsx';
import { StatusSign } from '#renderer/timeline/status-sign.tsx';
import { becomeStatus, copyVisit, giveTimeBack, pasteVisit } from '#renderer/timeline/visit-acts.ts';
import { clock, timeRange } from '#renderer/timeline/words.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

/** The menu of a right click: on a visit, on blocked time, on an empty slot, or on the head of a row. */
export function TimelineMenu(): ReactNode {
  const { menu } = useBoard();
  const open = useSyncExternalStore(menu.subscribe, menu.get);
  if (open === null) return null;
  return (
    <Menu
      opened
      onClose={() => menu.set(null)}
      position="bottom-start"
      shadow="md"
      width="max-content"
      styles={{ dropdown: { minWidth: 200, maxWidth: 380 } }}
      offset={2}
      trapFocus
      returnFocus
    >
      <Menu.Target>
        <span className="tl-menu-anchor" style={{ left: open.at.x, top: open.at.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {open.kind === 'visit' && <VisitItems open={open} />}
        {open.kind === 'block' && <BlockItems open={open} />}
        {open.kind === 'slot' && <SlotItems open={open} />}
        {open.kind === 'row' && <RowItems open={open} />}
      </Menu.Dropdown>
    </Menu>
  );
}

type Of<Kind extends OpenMenu['kind']> = { readonly open: Extract<OpenMenu, { kind: Kind }> };

function VisitItems({ open }: Of<'visit'>): ReactNode {
  const { t } = useTranslation();
  const board = useBoard();
  const appointment = board.desk.view.find('appointments', open.appointmentId);
  if (appointment === null) return null;
  const { id, status } = appointment;
  const offered = offeredTransitions(appointment, board.desk.now());
  const next = offered.filter((to) => to !== 'cancelled');
  const canCancel = offered.includes('cancelled');
  return (
    <>
      {next.map((to) => (
        <Menu.Item
          key={to}
          leftSection={<StatusSign look={to} size={15} />}
          onClick={() => void becomeStatus(board, id, to)}
        >
          {t(becomeKey(status, to))}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<IconLayoutSidebarRight size={15} />} onClick={() => board.asks.onSelect(id)}>
        {t('timeline.menu.open')}
      </Menu.Item>
      <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => copyVisit(board, id)}>
        {t('timeline.menu.copy')}
      </Menu.Item>
      {canCancel && (
        <>
          <Menu.Divider />
          <Menu.Item
            color="red"
            c="var(--fd-bad)"
            leftSection={<IconCalendarX size={15} />}
            onClick={() => board.cancelling.set(id)}
          >
            {t('timeline.become.cancelled')}
          </Menu.Item>
        </>
      )}
    </>
  );
}

function becomeKey(from: AppointmentStatus, to: AppointmentStatus): string {
  if (to !== 'booked') return `timeline.become.${to}`;
  if (from === 'pending' || from === 'proposed' || from === 'waitlist') return 'timeline.confirm';
  return from === 'cancelled' ? 'timeline.reopen' : 'timeline.become.booked';
}

function BlockItems({ open }: Of<'block'>): ReactNode {
  const { t } = useTranslation();
  const board = useBoard();
  return (
    <>
      <Menu.Item leftSection={<IconLock size={15} />} onClick={() => board.asks.onSelectBlock(open.blockId)}>
        {t('timeline.menu.editBlock')}
      </Menu.Item>
      <Menu.Item leftSection={<IconLockOpen size={15} />} onClick={() => void giveTimeBack(board, open.blockId)}>
        {t('timeline.menu.unblock')}
      </Menu.Item>
    </>
  );
}

function SlotItems({ open: { slot } }: Of<'slot'>): ReactNode {
  const { t } = useTranslation();
  const board = useBoard();
  const { zone } = board.scene();
  const { view } = board.desk;
  const row = rowOf(board, slot.resourceId)?.name ?? '';
  const time = slot.end === undefined ? clock(slot.start, zone) : timeRange({ start: slot.start, end: slot.end }, zone);
  const copiedId = board.copied.get();
  const copied = copiedId === null ? null : view.find('appointments', copiedId);
  const name = copied?.clientIds.map((id) => view.find('clients', id)?.name)[0] ?? copied?.label;
  return (
    <>
      <Menu.Label>{t('timeline.menu.slot', { row, time })}</Menu.Label>
      <Menu.Item leftSection={<IconCalendarPlus size={15} />} onClick={() => board.asks.onCreate(slot, null)}>
        {t('timeline.menu.book')}
      </Menu.Item>
      {copied !== null && (
        <Menu.Item
          leftSection={<IconClipboard size={15} />}
          onClick={() => void pasteVisit(board, slot.resourceId, slot.start)}
        >
          {t('timeline.menu.paste', { name: name || t('timeline.nobody') })}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconLock size={15} />} onClick={() => board.asks.onBlock(slot)}>
        {t('timeline.menu.blockTime')}
      </Menu.Item>
    </>
  );
}

function RowItems({ open: { resourceId } }: Of<'row'>): ReactNode {
  const { t } = useTranslation();
  const board = useBoard();
  const session = board.desk.session.get();
  const mayImport = session.state === 'signed-in' && managerRoles.some((role) => role === session.person.role);
  return (
    <>
      <Menu.Label>{withoutOverrides(rowOf(board, resourceId)?.name ?? '')}</Menu.Label>
      <Menu.Item leftSection={<IconCalendarShare size={15} />} onClick={() => board.asks.onRowCalendar(resourceId)}>
        {t('timeline.menu.rowCalendar')}
      </Menu.Item>
      {mayImport && (
        <Menu.Item leftSection={<IconFileImport size={15} />} onClick={() => board.asks.onImport()}>
          {t('timeline.menu.importCalendar')}
        </Menu.Item>
      )}
    </>
  );
}
