import type { CalendarFile } from '#shared/calendars/read-calendar.ts';
import type { CalendarBecomes, CalendarPlan, CalendarTarget } from '#shared/importing/calendar/calendar-plan.ts';
import type { CalendarReport } from '#shared/importing/calendar/calendar-report.ts';
import type { Progress, StopReason } from '#renderer/importing/import-state.ts';

/** A calendar file that somebody opened, and what they want of it. */
export type OpenCalendar = {
  /** Names the run that would start from here; its command ids derive from it. */
  readonly runId: string;
  readonly fileName: string;
  readonly file: CalendarFile;
  /** Null until somebody chose one. */
  readonly resourceId: string | null;
  readonly becomes: CalendarBecomes;
  readonly serviceId: string | null;
  /** Events that stay out, by their line. */
  readonly skipped: ReadonlySet<number>;
};

export type CalendarFault = {
  readonly kind: 'notCalendar' | 'noEvents' | 'unreadable' | 'tooLarge';
  readonly file: string;
};

export type FileReport = {
  readonly fileName: string;
  readonly target: CalendarTarget;
  readonly plan: CalendarPlan;
  readonly report: CalendarReport;
  /** Series some of whose dates wait in the conflict inbox. */
  readonly inInbox: number;
};

/**
 *   none ──files──▶ review ──start──▶ run ──last verdict──▶ report
 *    ▲                │                                        │
 *    └────────────────┴────────────────────────────────────────┘  other files
 */
export type CalendarState =
  | { readonly step: 'none'; readonly faults: readonly CalendarFault[] }
  | {
      readonly step: 'review';
      readonly calendars: readonly OpenCalendar[];
      readonly faults: readonly CalendarFault[];
    }
  | { readonly step: 'run'; readonly fileNames: readonly string[]; readonly progress: Progress }
  | { readonly step: 'report'; readonly reports: readonly FileReport[]; readonly stopped: StopReason | null };
