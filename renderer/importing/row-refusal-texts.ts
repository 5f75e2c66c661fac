import type { rowRefusalCodes } from '#shared/importing/import-plan.ts';

type RowTexts = Readonly<Record<(typeof rowRefusalCodes)[number], string>>;

/** Why a row of a file cannot become an appointment; every other reason is in `refusal-texts.ts`. */
const en: RowTexts = {
  'too-many-cells': 'The row has more cells than there are columns; a comma may stand unquoted in a cell.',
  'broken-quotes': 'A quotation mark in this row is not closed.',
  'missing-column': 'The column is not in the file.',
  'value-missing': 'The cell is empty.',
  'not-a-local-time': 'This cannot be read as a date and time in the chosen format.',
  'not-minutes': 'This cannot be read as a length.',
  'unknown-status': 'It is not said what this status means.',
  'repeated-key': 'Another row has the same number.',
};

const zh: RowTexts = {
  'too-many-cells': '该行的单元格多于列数，可能有未加引号的逗号。',
  'broken-quotes': '该行有未闭合的引号。',
  'missing-column': '文件中没有该列。',
  'value-missing': '单元格为空。',
  'not-a-local-time': '无法按所选格式读作日期和时间。',
  'not-minutes': '无法读作时长。',
  'unknown-status': '尚未说明该状态的含义。',
  'repeated-key': '另一行有相同的编号。',
};

export const rowRefusalTexts = { en, zh } as const;
