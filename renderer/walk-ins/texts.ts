import type { SameKeys } from '#renderer/ui/i18n/texts-type.ts';

const en = {
  title: 'Walk-in',
  save: 'Take in',
  done: 'Walk-in taken in: {{promise}}',
  now: 'Now',
  wait: 'In {{wait}} ({{time}})',
  until: 'until {{time}}',
  chooseService: 'Choose a service to see when it can start.',
  nothingFree: 'Nobody is free for this in the next twelve hours.',
};

const zh: SameKeys<typeof en> = {
  title: '散客',
  save: '接待',
  done: '散客已接待：{{promise}}',
  now: '现在',
  wait: '{{wait}}后（{{time}}）',
  until: '至 {{time}}',
  chooseService: '选择服务项目即可看到最早开始时间。',
  nothingFree: '未来十二小时内没有空闲。',
};

export const texts = { en: { walkIns: en }, zh: { walkIns: zh } };
