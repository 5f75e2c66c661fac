import type { SameKeys } from '#renderer/ui/i18n/texts-type.ts';

const en = {
  title: {
    move: 'Move a repeating visit',
    resize: 'Change the length of a repeating visit',
    'edit-details': 'Change a repeating visit',
    cancel: 'Cancel a repeating visit',
  },
  scope: {
    label: 'How much is meant',
    this: 'This visit only',
    following: 'This and all that follow',
    all: 'All that are to come',
    count_one: '{{count}} visit',
    count_other: '{{count}} visits',
    more_one: 'More than {{count}} visit',
    more_other: 'More than {{count}} visits: it goes on after the next two years',
  },
  staying: {
    text: 'These stay as they are: {{what}}.',
    changed_one: '{{count}} changed by itself',
    changed_other: '{{count}} changed by themselves',
    cancelled_one: '{{count}} cancelled',
    cancelled_other: '{{count}} cancelled',
    begun_one: '{{count}} that has arrived',
    begun_other: '{{count}} that have arrived',
  },
  takesMoved_one: 'Cancel the one that was changed, too',
  takesMoved_other: 'Cancel the {{count}} that were changed, too',
  back: 'Leave it as it was',
  save: { move: 'Move', resize: 'Change length', 'edit-details': 'Change', cancel: 'Cancel visits' },
};

const zh: SameKeys<typeof en> = {
  title: {
    move: '移动重复预约',
    resize: '更改重复预约的时长',
    'edit-details': '更改重复预约',
    cancel: '取消重复预约',
  },
  scope: {
    label: '适用范围',
    this: '仅此次预约',
    following: '此次及之后所有',
    all: '所有尚未开始的',
    count_one: '{{count}} 次预约',
    count_other: '{{count}} 次预约',
    more_one: '超过 {{count}} 次预约',
    more_other: '超过 {{count}} 次预约：两年之后还会继续',
  },
  staying: {
    text: '以下保持不变：{{what}}。',
    changed_one: '{{count}} 次单独更改过',
    changed_other: '{{count}} 次单独更改过',
    cancelled_one: '{{count}} 次已取消',
    cancelled_other: '{{count}} 次已取消',
    begun_one: '{{count}} 次已到达',
    begun_other: '{{count}} 次已到达',
  },
  takesMoved_one: '单独更改过的那次也取消',
  takesMoved_other: '单独更改过的 {{count}} 次也取消',
  back: '保持原样',
  save: { move: '移动', resize: '更改时长', 'edit-details': '更改', cancel: '取消预约' },
};

export const seriesTexts = { en, zh };
