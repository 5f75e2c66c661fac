import { z } from 'zod';
import { parseInstant, toIso } from '#shared/time/instant.ts';
import { formatWall, parseWall } from '#shared/time/wall.ts';
import { type Disambiguation, disambiguations, resolveWall, type WallResolution } from '#shared/time/wall-clock.ts';
import { parseZone } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import { type CasesOptions, type CasesReport, Usage } from '#tools/cases/command-line.ts';
import { jsonLines, readText } from '#tools/cases/json-lines.ts';
import { checkTransitions, transitionsSchema } from '#tools/cases/zone-transitions.ts';

const zoneCaseSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  local: z.string(),
  zone: z.string(),
  disambiguation: z.enum(disambiguations).optional(),
  /** An instant, or null where the choice must reject. */
  expected: z.string().nullish(),
});
type ZoneCase = z.infer<typeof zoneCaseSchema>;

type Resolved = { readonly utc: string | null; readonly local: string | null };
type ZoneAnswer = {
  readonly id: string | number | null;
  readonly local: string;
  readonly zone: string;
  readonly kind: 'exact' | 'gap' | 'fold' | 'refused';
  readonly refusal: string | null;
  /** By disambiguation: the one that was asked for, or all four. */
  readonly resolved: Readonly<Partial<Record<Disambiguation, Resolved>>>;
};

/**
 * JSON lines `{ "local": "2026-03-29T02:30", "zone": "Europe/Berlin", "disambiguation": "earlier" }` (without the last:
 * all four), or a file of transitions shaped like shared data's, which is checked.
 */
export function zoneCases(options: CasesOptions): CasesReport {
  const text = readText(options.path);
  const whole = wholeJson(text);
  const transitions = transitionsSchema.safeParse(whole);
  if (transitions.success) return checkTransitions(transitions.data);
  const lines = Array.isArray(whole)
    ? whole.map((value, index) => ({ line: index + 1, value, error: null }))
    : jsonLines(text);
  if (lines.length === 0) throw new Usage(`${options.path} has no cases`);
  const problems: string[] = [];
  const answers = lines.flatMap(({ line, value, error }) => {
    const parsed = zoneCaseSchema.safeParse(value);
    if (!parsed.success) {
      problems.push(`line ${line}: ${error ?? parsed.error.issues[0]?.message ?? ''}`);
      return [];
    }
    const answer = answerZone(parsed.data);
    if (disagrees(parsed.data, answer)) problems.push(`line ${line}: not what the file expects`);
    return [answer];
  });
  const by = (kind: ZoneAnswer['kind']): number => answers.filter((one) => one.kind === kind).length;
  const counts = {
    lines: lines.length,
    exact: by('exact'),
    gap: by('gap'),
    fold: by('fold'),
    refused: by('refused'),
    unreadable: lines.length - answers.length,
  };
  const summary = `${counts.lines} local times: ${counts.exact} exact, ${counts.gap} in a gap, ${counts.fold} in a fold, ${counts.refused} refused, ${counts.unreadable} unreadable`;
  return { summary: [summary], problems, json: { counts, cases: answers } };
}

function answerZone({ id, local, zone: name, disambiguation }: ZoneCase): ZoneAnswer {
  const base = { id: id ?? null, local, zone: name };
  const zone = parseZone(name);
  if (zone === null) {
    const refusal = /^(?:UTC|GMT)?[+-]?\d/i.test(name) ? 'zone-is-an-offset' : 'unknown-zone';
    return { ...base, kind: 'refused', refusal, resolved: {} };
  }
  const at = parseWall(local);
  if (at === null) return { ...base, kind: 'refused', refusal: 'date-unreadable', resolved: {} };
  const clock = zoneClock(zone);
  const chosen = disambiguation === undefined ? disambiguations : [disambiguation];
  const resolved = Object.fromEntries(chosen.map((choice) => [choice, shown(resolveWall(at, clock, choice))]));
  return { ...base, kind: resolveWall(at, clock).kind, refusal: null, resolved };
}

function shown({ instant, wall }: WallResolution): Resolved {
  return instant === null ? { utc: null, local: null } : { utc: toIso(instant), local: formatWall(wall) };
}

function disagrees({ expected, disambiguation }: ZoneCase, { resolved }: ZoneAnswer): boolean {
  if (expected === undefined) return false;
  const utc = resolved[disambiguation ?? 'compatible']?.utc ?? null;
  return (utc === null ? null : parseInstant(utc)) !== (expected === null ? null : parseInstant(expected));
}

function wholeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
