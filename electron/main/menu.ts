import type { MenuItem } from '#electron/main/electron-port.ts';
import type { MenuLabels, MenuRole } from '#electron/main/menu-labels.ts';
import type { MenuCommand } from '#shared/desktop/desktop-api.ts';

/** The page's own shortcuts, which it reads itself: the menu only shows them. */
const accelerators: Readonly<Record<MenuCommand, string>> = {
  'new-appointment': 'N',
  'walk-in': 'Shift+W',
  search: 'CmdOrCtrl+K',
  undo: 'CmdOrCtrl+Z',
  redo: 'CmdOrCtrl+Shift+Z',
  today: 'T',
  previous: 'Left',
  next: 'Right',
  'day-view': 'D',
  'week-view': 'W',
  'show-timeline': 'Alt+1',
  'show-clients': 'Alt+2',
  'show-conflicts': 'Alt+3',
  'show-import': 'Alt+4',
  'show-settings': 'Alt+5',
  print: 'CmdOrCtrl+P',
  lock: 'CmdOrCtrl+Shift+L',
};

export type MenuOptions = {
  readonly labels: MenuLabels;
  readonly platform: NodeJS.Platform;
  readonly send: (command: MenuCommand) => void;
};

export function menuTemplate({ labels, platform, send }: MenuOptions): MenuItem[] {
  const isMac = platform === 'darwin';
  const command = (name: MenuCommand): MenuItem => ({
    label: labels[name],
    // macOS cannot show a key without taking it, which would steal letters from whoever is typing.
    ...(isMac ? {} : { accelerator: accelerators[name], registerAccelerator: false }),
    click: () => send(name),
  });
  const role = (name: MenuRole): MenuItem => ({ label: labels.roles[name], role: name });
  const line: MenuItem = { type: 'separator' };
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies MenuItem] : []),
    {
      label: labels.desk,
      submenu: [
        ...[command('new-appointment'), command('walk-in'), command('search'), line, command('print'), line],
        ...[command('lock'), ...(isMac ? [] : [role('quit')])],
      ],
    },
    {
      label: labels.edit,
      submenu: [
        ...[command('undo'), command('redo'), line],
        ...[role('cut'), role('copy'), role('paste'), role('selectAll')],
      ],
    },
    {
      label: labels.view,
      submenu: [
        ...(['show-timeline', 'show-clients', 'show-conflicts', 'show-import', 'show-settings'] as const).map(command),
        line,
        ...(['today', 'previous', 'next', 'day-view', 'week-view'] as const).map(command),
        line,
        ...[role('zoomIn'), role('zoomOut'), role('resetZoom'), role('togglefullscreen')],
      ],
    },
    { label: labels.window, submenu: [role('minimize'), role('close')] },
  ];
}
