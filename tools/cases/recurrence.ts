import type { CasesOptions, CasesReport } from '#tools/cases/command-line.ts';
import { type JsonLine, jsonLines, readText } from '#tools/cases/json-lines.ts';
import {
  answerCase,
  type RecurrenceAnswer,
  type RecurrenceCase,
  recurrenceCaseSchema,
} from '#tools/cases/recurrence-case.ts';

type Line = {
  readonly line: number;
  readonly answer: RecurrenceAnswer | null;
  readonly error: string | null;
  /** Null when the line says nothing about what is expected. */
  readonly agrees: boolean | null;
};

/** Every line of the file answered in order; where it also says what is expected, compared with that. */
export function recurrenceCases({ path }: CasesOptions): CasesReport {
  const lines = jsonLines(readText(path)).map(lineOf);
  const answers = lines.flatMap(({ answer }) => (answer === null ? [] : [answer]));
  const by = (status: RecurrenceAnswer['status']): number => answers.filter((one) => one.status === status).length;
  const refusals = tally(answers.flatMap(({ refusal }) => (refusal === null ? [] : [refusal.code])));
  const unreadable = lines.filter(({ answer }) => answer === null);
  const compared = lines.filter(({ agrees }) => agrees !== null);
  const counts = {
    lines: lines.length,
    expanded: by('expanded'),
    trimmed: by('trimmed'),
    refused: by('refused'),
    unreadable: unreadable.length,
    refusals,
    compared: compared.length,
    agree: compared.filter(({ agrees }) => agrees === true).length,
  };
  const differing = compared.filter(({ agrees }) => agrees === false);
  return {
    summary: [
      `${counts.lines} cases: ${counts.expanded} expanded, ${counts.trimmed} trimmed, ${counts.refused} refused, ${counts.unreadable} unreadable`,
      ...Object.entries(refusals).map(([code, count]) => `  ${code}: ${count}`),
      ...(compared.length === 0
        ? []
        : [`${counts.compared} compared with what the file expects: ${counts.agree} agree`]),
    ],
    problems: [
      ...unreadable.map(({ line, error }) => `line ${line}: ${error ?? ''}`),
      ...differing.map(({ line, answer }) => `line ${line} (${answer?.id ?? ''}): not what the file expects`),
    ],
    json: { counts, cases: lines.map(({ answer, line, error }) => answer ?? { line, status: 'unreadable', error }) },
  };
}

function lineOf({ line, value, error }: JsonLine): Line {
  const parsed = recurrenceCaseSchema.safeParse(value);
  if (error !== null) return { line, answer: null, error, agrees: null };
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { line, answer: null, error: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, agrees: null };
  }
  const answer = answerCase(parsed.data);
  return { line, answer, error: null, agrees: agreement(parsed.data, answer) };
}

/** A frequency that the product does not offer is no disagreement; it is counted among the refusals. */
function agreement(
  { expected, truncated }: RecurrenceCase,
  { occurrences, refusal }: RecurrenceAnswer,
): boolean | null {
  if (expected === null || expected === undefined || refusal?.code === 'frequency-not-offered') return null;
  const given = truncated === true ? occurrences.slice(0, expected.length) : occurrences;
  return given.length === expected.length && given.every((at, index) => at === expected[index]);
}

function tally(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
