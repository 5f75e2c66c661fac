import type { Context } from '#shared/commands/decision.ts';
import type { OfferedRepair } from '#shared/commands/offered-repairs.ts';
import type { World } from '#shared/scheduling/world.ts';
import { foresee } from '#renderer/timeline/foresee.ts';

export type RankedRepair = OfferedRepair & {
  /** The desk that the time is kept for: the server may refuse it to this one. Null where nobody has it. */
  readonly keptFor: string | null;
};

type Pictures = { readonly world: World; readonly offering: World; readonly context: Context };

const MOST_REPAIRS = 3;

/** First what nobody has any claim to; then, where there is room, what is kept for another desk, and says so (IN5). */
export function rankedRepairs(
  find: (world: World) => readonly OfferedRepair[],
  { world, offering, context }: Pictures,
): readonly RankedRepair[] {
  const sure = find(offering).map((one) => ({ ...one, keptFor: null }));
  if (offering === world || sure.length >= MOST_REPAIRS) return sure;
  const known = new Set(sure.map(placeOf));
  const kept = find(world)
    .filter((one) => !known.has(placeOf(one)))
    .flatMap((one): RankedRepair[] => {
      const keptFor = keeperOf(one, offering, context);
      return keptFor === null ? [] : [{ ...one, keptFor }];
    });
  return [...sure, ...kept].slice(0, MOST_REPAIRS);
}

function placeOf({ repair: { start, swaps } }: OfferedRepair): string {
  return JSON.stringify([start, swaps]);
}

function keeperOf({ intent }: OfferedRepair, offering: World, context: Context): string | null {
  const conflicts = foresee(intent, offering, context)?.conflicts ?? [];
  return conflicts.find(({ reason }) => reason === 'leased')?.deskName ?? null;
}
