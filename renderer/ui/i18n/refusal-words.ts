import type { TFunction } from 'i18next';
import type { Refusal } from '#shared/commands/refusal.ts';

/** By the input's own names; what the person sees above the field. */
const fieldKeys = {
  label: 'appointments.client.label',
  'client.name': 'appointments.client.label',
  'client.phone': 'appointments.client.phone',
  notes: 'appointments.notes.label',
  reason: 'appointments.block.reason',
} as const;

/** A refusal as a sentence, with the field that it is about where there are several and it is known. */
export function refusalWords({ code, field }: Pick<Refusal, 'code' | 'field'>, t: TFunction): string {
  const key = isNamed(field) ? fieldKeys[field] : null;
  const text = t(`refusal.${code}`);
  return key === null ? text : t('ui.notice.inField', { field: t(key), text });
}

function isNamed(field: string): field is keyof typeof fieldKeys {
  return Object.hasOwn(fieldKeys, field);
}
