/** What the banner says above days that desks do not carry with them; `timeline.look`. */
export const lookTexts = {
  en: {
    fetching: 'Fetching these days from the server…',
    fetchingDay: 'Fetching this day from the server…',
    offline: 'This desk keeps {{from}} – {{to}}. Other days are on the server and show when it is back.',
    shown: 'From the server. Without it, this desk has {{from}} – {{to}}.',
    cut: 'More is booked in these days than can be shown at once. Look at a single day to see all of it.',
    cutDay: 'More is booked on this day than can be shown at once; what starts last is missing.',
  },
  zh: {
    fetching: '正在从服务器获取这几天…',
    fetchingDay: '正在从服务器获取这一天…',
    offline: '本机保存 {{from}} 至 {{to}}。其他日期在服务器上，恢复连接后显示。',
    shown: '来自服务器。离线时，本机有 {{from}} 至 {{to}}。',
    cut: '这几天的预约太多，无法一次全部显示。请查看单日以显示全部。',
    cutDay: '这一天的预约太多，无法全部显示；最晚开始的未列出。',
  },
} as const;
