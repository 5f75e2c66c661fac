import { type Rule, type RuleEnd, weekdayCodes } from '#shared/scheduling/recurrence/rule.ts';

/** The rule as RFC 5545 writes it, without `RRULE:`; what `parseRule` reads back as the same rule. */
export function formatRule(rule: Rule): string {
  const code = (weekday: number): string => weekdayCodes[weekday - 1] ?? 'MO';
  const parts: readonly (readonly [string, string])[] = [
    ['FREQ', rule.frequency.toUpperCase()],
    ['INTERVAL', rule.interval === 1 ? '' : String(rule.interval)],
    ['COUNT', rule.count === null ? '' : String(rule.count)],
    ['UNTIL', rule.until === null ? '' : formatEnd(rule.until)],
    ['BYMONTH', rule.months.join(',')],
    ['BYWEEKNO', rule.weekNumbers.join(',')],
    ['BYYEARDAY', rule.yearDays.join(',')],
    ['BYMONTHDAY', rule.monthDays.join(',')],
    ['BYDAY', rule.days.map(({ weekday, nth }) => `${nth === 0 ? '' : nth}${code(weekday)}`).join(',')],
    ['BYHOUR', rule.hours.join(',')],
    ['BYMINUTE', rule.minutes.join(',')],
    ['BYSECOND', rule.seconds.join(',')],
    ['BYSETPOS', rule.setPositions.join(',')],
    ['WKST', rule.weekStart === 1 ? '' : code(rule.weekStart)],
  ];
  return parts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

function formatEnd(end: RuleEnd): string {
  const basic = new Date(end.at).toISOString().slice(0, 19).replace(/[-:]/g, '');
  if (end.kind === 'date') return basic.slice(0, 8);
  return end.kind === 'instant' ? `${basic}Z` : basic;
}
