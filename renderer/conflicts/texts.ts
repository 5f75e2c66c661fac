import type { SameKeys } from '#renderer/ui/i18n/texts-type.ts';

const en = {
  title: 'Conflicts',
  repair: {
    label: 'Ways to solve it',
    none: 'There is no free place near this time. Choose another time by hand, or cancel it.',
    asWanted: '{{when}}, as wanted',
    asWantedWhy: 'Nothing is in the way any more.',
    later: '{{by}} later, everything else as wanted',
    earlier: '{{by}} earlier, everything else as wanted',
    laterWith: '{{by}} later, with {{to}}',
    earlierWith: '{{by}} earlier, with {{to}}',
    instead: 'instead of {{from}}, still at {{time}}',
    minutes: '{{minutes}} min',
    hours: '{{hours}} h {{minutes}} min',
    hours_whole: '{{hours}} h',
    days_one: '{{count}} day',
    days_other: '{{count}} days',
  },
};

const zh: SameKeys<typeof en> = {
  title: '冲突',
  repair: {
    label: '处理办法',
    none: '该时间附近没有空位。请手动另选时间，或取消预约。',
    asWanted: '{{when}}，按原定',
    asWantedWhy: '已无冲突。',
    later: '推迟 {{by}}，其余不变',
    earlier: '提前 {{by}}，其余不变',
    laterWith: '推迟 {{by}}，改为 {{to}}',
    earlierWith: '提前 {{by}}，改为 {{to}}',
    instead: '代替 {{from}}，仍在 {{time}}',
    minutes: '{{minutes}} 分钟',
    hours: '{{hours}} 小时 {{minutes}} 分钟',
    hours_whole: '{{hours}} 小时',
    days_one: '{{count}} 天',
    days_other: '{{count}} 天',
  },
};

export const texts = { en: { conflicts: en }, zh: { conflicts: zh } };
