import type { AppointmentStatus } from '#shared/scheduling/appointment-status.ts';

const words: readonly (readonly [RegExp, AppointmentStatus])[] = [
  [/no.?show|missed|did not attend|\bdna\b|nicht erschienen|爽约|未到/i, 'noshow'],
  [/cancel|storniert|abgesagt|取消/i, 'cancelled'],
  [/checked.?in|in progress|in treatment|已签到/i, 'checked-in'],
  [/complete|fulfilled|done|finish|seen|attended|closed|\bpaid\b|erledigt|abgeschlossen|完成/i, 'fulfilled'],
  [/arrived|waiting room|eingetroffen|已到/i, 'arrived'],
  [/wait.?list|warteliste|候补/i, 'waitlist'],
  [/pending|request|unconfirmed|offen|待/i, 'pending'],
  [/propos|tentative|vorläufig/i, 'proposed'],
  [/book|confirm|schedul|active|new|bestätigt|gebucht|预约|确认/i, 'booked'],
];

/** What the file's own words for a status mean; words that say nothing are left out. */
export function guessStatusValues(cells: readonly string[]): Record<string, AppointmentStatus> {
  const values = [...new Set(cells)].slice(0, 60);
  return Object.fromEntries(
    values.flatMap((value) => {
      const found = words.find(([word]) => word.test(value));
      return found === undefined ? [] : [[value, found[1]]];
    }),
  );
}
