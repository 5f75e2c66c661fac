import type { MappingDoubt } from '#shared/importing/guess-mapping.ts';
import type { rowRefusalCodes } from '#shared/importing/import-plan.ts';
import type { ReportRow } from '#shared/importing/import-report.ts';

type Code = ReportRow['code'];

const rowReasons: Readonly<Record<(typeof rowRefusalCodes)[number], string>> = {
  'too-many-cells': 'more cells than there are headers; is a comma missing its quotes?',
  'broken-quotes': 'a quote that never closes',
  'missing-column': 'the mapping names a column that the file lacks',
  'value-missing': 'a cell that is needed is empty',
  'not-a-local-time': 'not a time in the pattern of the mapping, or a date that does not exist',
  'not-minutes': 'not a length in minutes',
  'unknown-status': 'a status that the mapping does not name',
  'repeated-key': 'its key is that of an earlier row',
};

const commandReasons: Partial<Readonly<Record<Code, string>>> = {
  taken: 'its time is taken',
  'not-sent': 'the server was lost before this row',
  'end-before-start': 'it ends before it starts',
  'too-long': 'longer than a day',
  'minutes-out-of-range': 'a length of at least one whole minute is needed',
  'time-in-gap':
    'a time that the clock skipped: say in the mapping which is meant, "disambiguation": "compatible" moves it later',
  'time-in-fold':
    'a time that happened twice: say in the mapping which is meant, "disambiguation": "earlier" or "later"',
  'year-out-of-range': 'before 2000 or after 2099',
  'text-too-long': 'a text that is too long',
  'text-not-storable': 'a text with characters that cannot be kept',
  'same-resource-twice': 'the same resource twice',
  'not-permitted': 'only an owner or a manager may import',
};

/** Why a row did not become an appointment, for people. */
export function reasonSentence(code: Code): string {
  const own = code in rowReasons ? rowReasons[code as keyof typeof rowReasons] : undefined; // The check before it narrows the word.
  return own ?? commandReasons[code] ?? code.replaceAll('-', ' ');
}

export const doubtSentences: Readonly<Record<MappingDoubt, string>> = {
  'no-start': 'no column reads as the start',
  'day-or-month-first': 'nothing in the file tells 3/4 from 4/3',
  'no-length': 'no column gives the length: 30 minutes are taken',
  'no-resource': 'no column names a practitioner, room or device',
  'no-service': 'no column names the service',
  'unknown-status': 'some words for the status are not understood',
};
