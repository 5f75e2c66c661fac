/**
 * What somebody typed as a time of day: `9`, `930`, `9:30`, `9.30`, `9h30`, `2pm`, `2:15 pm`, `下午2:15`.
 * @returns `09:30`, or null when it is none.
 */
export function parseTypedTime(typed: string): string | null {
  const text = typed
    .trim()
    .toLowerCase()
    .replaceAll(/[：。]/g, ':');
  const half = /^(上午|下午|am|pm)?\s*(.*?)\s*(am|pm|a|p)?$/.exec(text);
  const digits =
    /^(\d{1,2})(?:\s*[:.,h点]\s*(\d{2})?分?)?$/.exec(half?.[2] ?? '') ?? /^(\d{1,2})(\d{2})$/.exec(half?.[2] ?? '');
  if (digits === null) return null;
  const afternoon = halfOfDay(half?.[1] ?? half?.[3] ?? '');
  const hour = hourOf(Number(digits[1]), afternoon);
  const minute = Number(digits[2] ?? 0);
  if (hour === null || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function halfOfDay(word: string): 'am' | 'pm' | null {
  if (word === '') return null;
  return word.startsWith('p') || word === '下午' ? 'pm' : 'am';
}

function hourOf(hour: number, half: 'am' | 'pm' | null): number | null {
  if (half === null) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return half === 'pm' && hour <= 23 ? hour : null;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}
