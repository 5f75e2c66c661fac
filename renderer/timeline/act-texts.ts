/** What a place on the timeline offers, and the questions about blocked time; `timeline.menu`, `timeline.block`, `timeline.gone`. */
export const actTexts = {
  en: {
    gone: {
      noshow: '{{name}}: no-show. Such visits are not on the timeline.',
      cancelled: '{{name}}: cancelled. Such visits are not on the timeline.',
    },
    block: {
      break: 'Break',
      leave: 'Leave',
      maintenance: 'Maintenance',
      meeting: 'Meeting',
      other: 'Blocked',
      label: 'Blocked: {{what}}, {{time}}, {{row}}',
    },
    menu: {
      label: 'Actions for {{name}}',
      slot: '{{row}}, {{time}}',
      open: 'Open',
      copy: 'Copy',
      paste: 'Paste {{name}} here',
      book: 'Book here',
      blockTime: 'Block this time',
      editBlock: 'Edit block…',
      unblock: 'Give the time back',
      row: 'Actions for {{name}}',
      rowCalendar: 'Calendar for other programs…',
      importCalendar: 'Import a calendar…',
    },
  },
  zh: {
    gone: {
      noshow: '{{name}}：未到。此类预约不在时间线上显示。',
      cancelled: '{{name}}：已取消。此类预约不在时间线上显示。',
    },
    block: {
      break: '休息',
      leave: '请假',
      maintenance: '维护',
      meeting: '会议',
      other: '停用',
      label: '停用：{{what}}，{{time}}，{{row}}',
    },
    menu: {
      label: '{{name}} 的操作',
      slot: '{{row}}，{{time}}',
      open: '打开',
      copy: '复制',
      paste: '在此粘贴 {{name}}',
      book: '在此预约',
      blockTime: '停用此时段',
      editBlock: '编辑停用时段…',
      unblock: '恢复可用',
      row: '{{name}} 的操作',
      rowCalendar: '供其他程序使用的日历…',
      importCalendar: '导入日历…',
    },
  },
} as const;
