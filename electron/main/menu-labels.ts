import type { MenuCommand } from '#shared/desktop/desktop-api.ts';

export type MenuLabels = Readonly<Record<MenuCommand | 'desk' | 'edit' | 'view' | 'window', string>> & {
  readonly roles: Readonly<Record<MenuRole, string>>;
  readonly newerData: readonly [title: string, text: string];
  readonly brokenData: readonly [title: string, text: string];
};

export type MenuRole =
  | 'quit'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'zoomIn'
  | 'zoomOut'
  | 'resetZoom'
  | 'togglefullscreen'
  | 'minimize'
  | 'close';

const english: MenuLabels = {
  desk: 'Desk',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  'new-appointment': 'New appointment',
  'walk-in': 'Walk-in',
  search: 'Search',
  undo: 'Undo',
  redo: 'Redo',
  today: 'Today',
  previous: 'Previous',
  next: 'Next',
  'day-view': 'Day',
  'week-view': 'Week',
  'show-timeline': 'Timeline',
  'show-clients': 'Clients',
  'show-conflicts': 'Conflicts',
  'show-import': 'Import',
  'show-settings': 'Settings',
  print: 'Print…',
  lock: 'Lock the desk',
  roles: {
    quit: 'Quit',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    resetZoom: 'Actual size',
    togglefullscreen: 'Full screen',
    minimize: 'Minimize',
    close: 'Close window',
  },
  newerData: [
    'This desk needs a newer Frontdesk',
    'A newer version of Frontdesk has used this desk’s data. Nothing is lost: open it with that version.',
  ],
  brokenData: [
    'This desk’s data cannot be opened',
    'Frontdesk cannot read or write its folder on this computer. Check that the disk is not full and try again. Nothing was deleted.',
  ],
};

const chinese: MenuLabels = {
  desk: '前台',
  edit: '编辑',
  view: '视图',
  window: '窗口',
  'new-appointment': '新建预约',
  'walk-in': '现场到访',
  search: '搜索',
  undo: '撤销',
  redo: '重做',
  today: '今天',
  previous: '上一页',
  next: '下一页',
  'day-view': '日视图',
  'week-view': '周视图',
  'show-timeline': '时间轴',
  'show-clients': '客户',
  'show-conflicts': '冲突',
  'show-import': '导入',
  'show-settings': '设置',
  print: '打印…',
  lock: '锁定前台',
  roles: {
    quit: '退出',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    zoomIn: '放大',
    zoomOut: '缩小',
    resetZoom: '实际大小',
    togglefullscreen: '全屏',
    minimize: '最小化',
    close: '关闭窗口',
  },
  newerData: [
    '此前台需要更新版本的 Frontdesk',
    '更新版本的 Frontdesk 已使用过此前台的数据。数据没有丢失:请用该版本打开。',
  ],
  brokenData: [
    '无法打开此前台的数据',
    'Frontdesk 无法读写本机上的数据文件夹。请确认磁盘未满后重试。没有删除任何数据。',
  ],
};

export function menuLabels(locale: string): MenuLabels {
  return locale.toLowerCase().startsWith('zh') ? chinese : english;
}
