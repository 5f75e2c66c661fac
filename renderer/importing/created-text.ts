import type { TFunction } from 'i18next';
import type { ImportReport } from '#shared/importing/import-report.ts';

/** "1 location, 8 resources and 10 services"; empty when nothing is created. */
export function createdText({ created }: ImportReport, t: TFunction, language: string): string {
  const parts = (['locations', 'resources', 'services', 'clients'] as const)
    .filter((kind) => created[kind] > 0)
    .map((kind) => t(`importing.dryRun.${kind}`, { count: created[kind] }));
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(parts);
}
