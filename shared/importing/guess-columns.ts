import type { CsvTable } from '#shared/importing/csv-table.ts';
import type { ResourceKind } from '#shared/scheduling/resource.ts';

/** A column with some of its cells that are not empty. */
export type Column = { readonly header: string; readonly samples: readonly string[] };

const SAMPLE_ROWS = 300;

export function columnsOf({ headers, rows }: CsvTable): Column[] {
  const sound = rows.filter((row) => row.fault === null);
  // Spread over the file: its first rows may all be of one week, which says little about 3/4 and 4/3.
  const step = Math.max(1, sound.length / SAMPLE_ROWS);
  const sampled = sound.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  return headers.map((header, at) => ({
    header,
    samples: sampled.map((row) => row.cells[at]?.trim() ?? '').filter((cell) => cell !== ''),
  }));
}

export const resourceWords: Readonly<Record<ResourceKind, RegExp>> = {
  practitioner:
    /practitioner|provider|doctor|\bdr\b|therapist|physio|dentist|staff|surgeon|clinician|employee|stylist|behandler|therapeut|arzt|ärzt|医生|医师|治疗师|员工/i,
  room: /room|suite|theat(?:re|er)|chair|cabinet|raum|zimmer|sala|salle|诊室|房间|手术室|治疗室/i,
  equipment: /equipment|device|machine|gerät|geraet|设备|仪器/i,
};

/** Words in a header that speak for a field, the strongest first. */
export const fieldWords = {
  start: [
    /\bschedule\b|planned|geplant|计划/i,
    /\bstart|begin|\bfrom\b|beginn|开始/i,
    /schedul|planned|appointment|booked for|termin|预约/i,
    /date|datum|\btime\b|uhrzeit|\bwhen\b|日期|时间/i,
  ],
  end: [/\bend\b|finish|until|\bto\b|\bende\b|\bbis\b|结束/i],
  minutes: [/duration|booked time|length|dauer|时长/i, /\bmin(?:ute)?s?\b|minuten|分钟/i],
  service: [/service|leistung|服务|项目/i, /procedure|treatment|behandlung|visit type|appointment type|\btype\b|类型/i],
  label: [/description|title|subject|summary|bezeichnung|描述|标题/i],
  client: [
    /client name|patient name|customer name|姓名/i,
    /client|patient|customer|guest|kunde|患者|客户|顾客/i,
    /^(?:full )?name$/i,
  ],
  phone: [/phone|mobile|\btel|telefon|电话|手机/i],
  email: [/e-?mail|邮箱|邮件/i],
  status: [/status|\bstate\b|状态/i],
  location: [/location|branch|\bsite\b|clinic|standort|filiale|地点|门店|院区/i],
  key: [
    /(?:encounter|booking|appointment|visit|case|order)\s*(?:id|no\.?|number|nr\.?|#)/i,
    /^(?:id|uid|uuid|nr\.?|number|编号)$/i,
  ],
} as const;

/** The column whose header speaks most strongly for the field, among those that its cells allow. */
export function bestColumn(
  columns: readonly Column[],
  words: readonly RegExp[],
  allows: (column: Column) => boolean = () => true,
): Column | null {
  for (const word of words) {
    const found = columns.find((column) => word.test(column.header) && allows(column));
    if (found !== undefined) return found;
  }
  return null;
}

/** Every cell is there, and no two are alike. */
export function isUnique({ headers, rows }: CsvTable, { header }: Column): boolean {
  const at = headers.indexOf(header);
  const cells = rows.map((row) => row.cells[at]?.trim() ?? '').filter((cell) => cell !== '');
  return cells.length === rows.length && new Set(cells).size === cells.length;
}
