import type { CsvTable } from '#shared/importing/csv-table.ts';
import type { MappingDoubt } from '#shared/importing/guess-mapping.ts';
import type { ImportPlan } from '#shared/importing/import-plan.ts';
import type { ImportReport } from '#shared/importing/import-report.ts';
import type { Mapping } from '#shared/importing/mapping.ts';
import type { ZoneId } from '#shared/time/zone.ts';

export type FileFault = { readonly kind: 'noRows' | 'unreadable' | 'tooLarge'; readonly file: string };

export type OpenFile = { readonly name: string; readonly table: CsvTable };

export type Progress = {
  /** Commands: set-up first, then one for each row. */
  readonly total: number;
  readonly saved: number;
  readonly decided: number;
  readonly isStopping: boolean;
};

export type StopReason = 'person' | 'disk';

/**
 *   choose ──file──▶ map ──start──▶ run ──last verdict──▶ report
 *     ▲               │                                      │
 *     └───────────────┴──────────────────────────────────────┘  another file
 */
export type ImportState =
  | { readonly step: 'choose'; readonly fault: FileFault | null }
  | {
      readonly step: 'map';
      readonly file: OpenFile;
      readonly mapping: Mapping;
      readonly doubts: readonly MappingDoubt[];
      /** Names the run that would start from here; its command ids derive from it. */
      readonly runId: string;
    }
  | {
      readonly step: 'run';
      readonly file: OpenFile;
      readonly progress: Progress;
    }
  | {
      readonly step: 'report';
      readonly file: OpenFile;
      readonly plan: ImportPlan;
      /** The clocks that the file was about. */
      readonly zone: ZoneId;
      readonly report: ImportReport;
      readonly stopped: StopReason | null;
    };
