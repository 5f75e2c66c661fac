import type { Context, Decision } from '#shared/commands/decision.ts';
import { claimedSpan } from '#shared/commands/series/claimed-span.ts';
import { settledDecision } from '#shared/commands/series/settled-decision.ts';
import { settleSeries } from '#shared/commands/series/settle-series.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import type { World } from '#shared/scheduling/world.ts';

/**
 * The series with its claims as far ahead as they go now, or worked out anew by other zone rules. What cannot have its
 * place waits in the inbox (SR4, SR5). The server's own: no desk may ask for it.
 */
export function extendSeries(series: BookedSeries, world: World, context: Context): Decision {
  const draft: BookedSeries = {
    ...series,
    ...claimedSpan(series, context.now),
    version: series.version + 1,
    updatedAt: context.now,
  };
  const settled = settleSeries(draft, world, context, { decisions: [], replaces: [] });
  return settledDecision(settled.changes, settled.conflicts);
}
