import { z } from 'zod';
import { type Instant, instant, parseInstant } from '#shared/time/instant.ts';
import { parseWall, type Wall, wall } from '#shared/time/wall.ts';
import { type Disambiguation, resolveWall, type WallClock } from '#shared/time/wall-clock.ts';
import { parseZone } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import type { CasesReport } from '#tools/cases/command-line.ts';

const sideSchema = z.object({ local: z.string(), offset_s: z.number() });
const transitionSchema = z.object({
  utc: z.string(),
  before: sideSchema,
  after: sideSchema,
  kind: z.string(),
  nonexistent_local: z.tuple([z.string(), z.string()]).optional(),
  ambiguous_local: z.tuple([z.string(), z.string()]).optional(),
});
type Transition = z.infer<typeof transitionSchema>;

/** As shared data's `zones/transitions-2024-2030.json`: each change of offset of some zones. */
export const transitionsSchema = z.object({
  tzdata: z.string().optional(),
  zones: z.record(z.string(), z.object({ transitions: z.array(transitionSchema) })),
});

type Checked = { readonly zone: string; readonly utc: string; readonly kind: string; readonly fault: string | null };

/** Each change as the product sees it: the offsets around it, and the four ways to resolve a wall time inside it. */
export function checkTransitions(file: z.infer<typeof transitionsSchema>): CasesReport {
  const checked = Object.entries(file.zones).flatMap(([name, { transitions }]) => {
    const zone = parseZone(name);
    return transitions.map((transition): Checked => {
      const fault = zone === null ? 'unknown-zone' : faultOf(transition, zoneClock(zone));
      return { zone: name, utc: transition.utc, kind: transition.kind, fault };
    });
  });
  const faulty = checked.filter(({ fault }) => fault !== null);
  const runtime = process.versions['tz'] ?? 'unknown';
  const zones = new Set(faulty.map(({ zone }) => zone));
  const counts = {
    zones: Object.keys(file.zones).length,
    transitions: checked.length,
    agree: checked.length - faulty.length,
    differ: faulty.length,
  };
  return {
    summary: [
      `${counts.transitions} transitions of ${counts.zones} zones: ${counts.agree} agree, ${counts.differ} differ${zones.size === 0 ? '' : ` (${[...zones].join(', ')})`}`,
      `time zone rules of the file: ${file.tzdata ?? 'unknown'}, of this runtime: ${runtime}`,
    ],
    problems: faulty.map(({ zone, utc, fault }) => `${zone} ${utc}: ${fault ?? ''}`),
    json: { counts, tzdata: { file: file.tzdata ?? null, runtime }, cases: checked },
  };
}

function faultOf(transition: Transition, clock: WallClock): string | null {
  const at = parseInstant(transition.utc);
  if (at === null) return 'unreadable instant';
  const before = clock.offsetAt(instant(at - 1_000)) / 1_000;
  const after = clock.offsetAt(at) / 1_000;
  if (before !== transition.before.offset_s || after !== transition.after.offset_s) {
    return `offset ${before} then ${after} s, expected ${transition.before.offset_s} then ${transition.after.offset_s} s`;
  }
  if (transition.nonexistent_local !== undefined) return gapFault(transition.nonexistent_local, transition, clock);
  if (transition.ambiguous_local !== undefined) return foldFault(transition.ambiguous_local, transition, clock);
  return null;
}

function gapFault(
  [from, to]: readonly [string, string],
  { before, after }: Transition,
  clock: WallClock,
): string | null {
  const at = middle(from, to);
  if (at === null) return 'unreadable local time';
  const later = instant(at - before.offset_s * 1_000);
  const earlier = instant(at - after.offset_s * 1_000);
  return wrong(at, clock, { kind: 'gap', compatible: later, earlier, later, reject: null });
}

function foldFault(
  [from, to]: readonly [string, string],
  { before, after }: Transition,
  clock: WallClock,
): string | null {
  const at = middle(from, to);
  if (at === null) return 'unreadable local time';
  const earlier = instant(at - before.offset_s * 1_000);
  const later = instant(at - after.offset_s * 1_000);
  return wrong(at, clock, { kind: 'fold', compatible: earlier, earlier, later, reject: null });
}

function middle(from: string, to: string): Wall | null {
  const [first, last] = [parseWall(from), parseWall(to)];
  return first === null || last === null ? null : wall(Math.floor((first + last) / 2_000) * 1_000);
}

type Expected = Readonly<Record<Disambiguation, Instant | null>> & { readonly kind: 'gap' | 'fold' };

function wrong(at: Wall, clock: WallClock, expected: Expected): string | null {
  for (const choice of ['compatible', 'earlier', 'later', 'reject'] as const) {
    const found = resolveWall(at, clock, choice);
    if (found.kind !== expected.kind) return `${found.kind}, expected ${expected.kind}`;
    if (found.instant !== expected[choice]) return `${choice}: ${found.instant}, expected ${expected[choice]}`;
  }
  return null;
}
