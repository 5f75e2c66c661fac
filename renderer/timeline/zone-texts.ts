/** Whose clock the timeline shows; `timeline.zone`. */
export const zoneTexts = {
  en: {
    own: 'All times are shown in {{zone}}, the zone of {{location}}.',
    other: 'All times are shown in {{zone}}, which is not the zone of {{location}}.',
    choose: 'Show another zone',
    back: 'Back to the time of {{location}}',
    computer: 'This computer',
    shown: 'Shown now',
    search: 'City or zone, such as Tokyo',
    none: 'No such zone. Type a city, not an offset.',
    shownIn: '{{city}} time',
  },
  zh: {
    own: '所有时间均为 {{zone}} 时间，即{{location}}所在的时区。',
    other: '所有时间均为 {{zone}} 时间，而不是{{location}}所在的时区。',
    choose: '显示其他时区',
    back: '恢复为{{location}}当地时间',
    computer: '本机',
    shown: '当前显示',
    search: '城市或时区，如 Tokyo',
    none: '没有这个时区。请输入城市，而不是偏移量。',
    shownIn: '{{city}}时间',
  },
} as const;
