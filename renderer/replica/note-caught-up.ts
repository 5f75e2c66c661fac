import type { LocalDate } from '#shared/time/local.ts';
import type { DeskMarks } from '#renderer/replica/desk-marks.ts';
import { wallClock } from '#renderer/replica/monotonic-clock.ts';
import type { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import { report } from '#renderer/replica/report.ts';

type Books = { readonly marks: DeskMarks; readonly log: OutboxLog };
type Reached = { readonly openCommandIds: ReadonlySet<string>; readonly anchor: LocalDate };

/** Writes down how far this desk has read, and drops from the outbox what needs no keeping any more. */
export function noteCaughtUp({ marks, log }: Books, { openCommandIds, anchor }: Reached): void {
  void marks
    .caughtUp({ at: wallClock(), settledBelow: log.settledBelow(openCommandIds), anchor })
    .catch((error: unknown) => report('the sync was not written down', error));
  void log.prune().catch((error: unknown) => report('the outbox was not pruned', error));
}
