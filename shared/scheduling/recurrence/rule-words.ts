/** Words for one language; `{name}` is filled in. */
export type RuleWords = {
  readonly every: Readonly<Record<'daily' | 'weekly' | 'monthly' | 'yearly', string>>;
  readonly everyOther: Readonly<Record<'daily' | 'weekly' | 'monthly' | 'yearly', string>>;
  readonly everyNth: Readonly<Record<'daily' | 'weekly' | 'monthly' | 'yearly', string>>;
  /** A weekly rule of one weekday alone: "every Tuesday", "every second Tuesday", "every 3rd Tuesday". */
  readonly onlyWeekday: readonly [string, string, string];
  readonly everyWeekday: string;
  readonly weekdays: readonly string[];
  readonly months: readonly string[];
  readonly on: string;
  readonly onTheDay: string;
  readonly ofMonth: string;
  readonly ofYear: string;
  readonly inMonths: string;
  readonly onlyInMonths: string;
  readonly dayOfMonth: string;
  readonly lastDay: string;
  readonly dayFromEnd: string;
  readonly dayOfYear: string;
  readonly week: string;
  readonly nth: Readonly<Record<string, string>>;
  readonly nthOther: string;
  readonly nthFromEnd: string;
  readonly nthWeekday: string;
  readonly onlyThe: string;
  readonly at: string;
  readonly times: string;
  readonly once: string;
  readonly until: string;
  readonly date: string;
  /** Between the parts of a sentence, within a list, and before its last item. */
  readonly partsJoin: string;
  readonly endJoin: string;
  readonly listJoin: string;
  readonly listLast: string;
};

const english: RuleWords = {
  every: { daily: 'every day', weekly: 'every week', monthly: 'every month', yearly: 'every year' },
  everyOther: {
    daily: 'every second day',
    weekly: 'every second week',
    monthly: 'every second month',
    yearly: 'every second year',
  },
  everyNth: {
    daily: 'every {n} days',
    weekly: 'every {n} weeks',
    monthly: 'every {n} months',
    yearly: 'every {n} years',
  },
  onlyWeekday: ['every {day}', 'every second {day}', 'every {n} weeks on {day}'],
  everyWeekday: 'every weekday',
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  on: 'on {days}',
  onTheDay: 'on {days}',
  ofMonth: 'on {days}',
  ofYear: 'on {days} of the year',
  inMonths: 'in {months}',
  onlyInMonths: 'in {months}',
  dayOfMonth: 'the {nth}',
  lastDay: 'the last day',
  dayFromEnd: 'the {nth} last day',
  dayOfYear: 'day {n}',
  week: 'in week {weeks}',
  nth: { '1': '1st', '2': '2nd', '3': '3rd', '21': '21st', '22': '22nd', '23': '23rd', '31': '31st', '-1': 'last' },
  nthOther: '{n}th',
  nthFromEnd: '{nth} last',
  nthWeekday: 'the {nth} {day}',
  onlyThe: 'only the {positions} of these',
  at: 'at {times}',
  times: '{n} times',
  once: 'once',
  until: 'until {date}',
  date: '{day} {month} {year}',
  partsJoin: ' ',
  endJoin: ', ',
  listJoin: ', ',
  listLast: ' and ',
};

const chinese: RuleWords = {
  every: { daily: '每天', weekly: '每周', monthly: '每月', yearly: '每年' },
  everyOther: { daily: '每隔一天', weekly: '每隔一周', monthly: '每隔一个月', yearly: '每隔一年' },
  everyNth: { daily: '每 {n} 天', weekly: '每 {n} 周', monthly: '每 {n} 个月', yearly: '每 {n} 年' },
  onlyWeekday: ['每{day}', '每两周的{day}', '每 {n} 周的{day}'],
  everyWeekday: '每个工作日',
  weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  months: ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月', '12月'],
  on: '的{days}',
  onTheDay: '{days}',
  ofMonth: '的{days}',
  ofYear: '当年的{days}',
  inMonths: '{months}',
  onlyInMonths: '（仅限{months}）',
  dayOfMonth: '{n}日',
  lastDay: '最后一天',
  dayFromEnd: '倒数第 {n} 天',
  dayOfYear: '第 {n} 天',
  week: '第 {weeks} 周',
  nth: { '-1': '最后一个' },
  nthOther: '第 {n} 个',
  nthFromEnd: '倒数第 {n} 个',
  nthWeekday: '{nth}{day}',
  onlyThe: '（仅取其中{positions}）',
  at: ' {times}',
  times: '共 {n} 次',
  once: '仅一次',
  until: '直到 {date}',
  date: '{year}年{month}{day}日',
  partsJoin: '',
  endJoin: '，',
  listJoin: '、',
  listLast: '和',
};

export const ruleWords = { en: english, zh: chinese } as const;
export type RuleLocale = keyof typeof ruleWords;
