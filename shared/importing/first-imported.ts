import type { ImportPlan, PlannedRow } from '#shared/importing/import-plan.ts';
import type { ImportReport } from '#shared/importing/import-report.ts';

/** Of the rows that are appointments now, the one that takes place first: where somebody looks after an import. */
export function firstImported(plan: ImportPlan, report: ImportReport): PlannedRow | undefined {
  const failed = new Set(report.rows.map(({ line }) => line));
  const imported = plan.rows.filter(({ line }) => !failed.has(line));
  return imported.toSorted((a, b) => a.intent.input.start - b.intent.input.start)[0];
}
