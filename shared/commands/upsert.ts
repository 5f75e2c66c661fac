import { z } from 'zod';
import { type CommandDefinition, defineCommand } from '#shared/commands/command-definition.ts';
import { accept, type Change, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { affectedIds, type Affecting, affectingSchema, settleHours } from '#shared/commands/hours-change.ts';
import { mergeNotes, sameValue } from '#shared/commands/merge-field.ts';
import type { RefusalCode } from '#shared/commands/refusal.ts';
import type { Adjustment } from '#shared/commands/verdict.ts';
import { idSchema } from '#shared/lib/text.ts';
import { unplannedDay } from '#shared/scheduling/availability/planned-days.ts';
import type { Role } from '#shared/scheduling/person.ts';
import type { World } from '#shared/scheduling/world.ts';

type Upserted = 'clients' | 'resources' | 'services' | 'locations';
export type Fields = Record<string, unknown>;

export type Upsert<Set> = {
  readonly id: string;
  /** The fields that shall change; all of them when the document is new. */
  readonly set: Partial<Set>;
  /** What these fields were when the person began, or null when the document is new. */
  readonly was: Partial<Set> | null;
  /** With a change of hours: whose bookings it may affect. */
  readonly affecting?: Affecting | undefined;
};

export type Fault = { readonly code: RefusalCode; readonly field: string };

/** A list of the document whose new or changed entries are looked at; those that were there before are not. */
type PlannedList = { readonly field: string; readonly schema: z.ZodType };

/** The first new or changed entry whose days lie in no year that can be planned (AV12). */
export function plannedFault(lists: readonly PlannedList[], document: Fields, before: Fields | null): Fault | null {
  for (const { field, schema } of lists) {
    const kept = listOf(before?.[field]);
    const entries = listOf(document[field]).map((one) => (kept.some((old) => sameValue(old, one)) ? null : one));
    const at = unplannedDay({ field, schema, entries });
    if (at !== null) return { code: 'year-out-of-range', field: `set.${at}` };
  }
  return null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

type UpsertOptions<Name extends string, Shape extends z.ZodRawShape> = {
  readonly name: Name;
  readonly collection: Upserted;
  readonly fields: z.ZodObject<Shape>;
  readonly roles: readonly Role[];
  readonly unknown: RefusalCode;
  /** Whether its hours decide what can be booked (AV8). */
  readonly hasHours?: boolean;
  /** What of the new content is refused in this world, before anything is written. */
  readonly faultOf?: (document: Fields, before: Fields | null, world: World) => Fault | null;
  /** What fields are that older documents do not have. */
  readonly absent?: NoInfer<Partial<z.infer<z.ZodObject<Shape>>>>;
};

/**
 * Creates a document or changes some of its fields. A field that somebody else changed meanwhile is not overwritten:
 * notes are joined, anything else is refused for the person to look at.
 */
export function defineUpsert<const Name extends string, Shape extends z.ZodRawShape>({
  name,
  collection,
  fields,
  roles,
  unknown,
  absent = {},
  hasHours = false,
  faultOf = () => null,
}: UpsertOptions<Name, Shape>): CommandDefinition<Name, Upsert<z.infer<z.ZodObject<Shape>>>> {
  type Set = z.infer<z.ZodObject<Shape>>;
  const schema = upsertSchema(fields, hasHours ? { affecting: affectingSchema.optional() } : {});
  const parse = (document: Fields): Change =>
    // The cast pairs the collection with the document that its own schema has just parsed.
    ({ collection, document: fields.extend({ id: idSchema, version: z.int() }).parse(document) }) as unknown as Change;

  function decide({ id, set, was, affecting }: Upsert<Set>, world: World, context: Context): Decision {
    const found = world.find(collection, id);
    if (found === null) return was === null ? create(id, set, world) : refuse(unknown, 'id');
    const current: Fields = { ...absent, ...found };
    if (was === null) return refuse('already-exists', 'id');
    const stale = Object.keys(set).find((key) => key !== 'notes' && isStale(key, set, was, current));
    if (stale !== undefined) return refuse('changed-meanwhile', stale);
    const merged: Fields = { ...current, ...set, version: Number(current['version']) + 1 };
    const adjustments: Adjustment[] = [];
    if ('notes' in set && isStale('notes', set, was, current)) {
      merged['notes'] = mergedNotes(current, was, set);
      adjustments.push({ kind: 'notes-merged', from: '', to: '' });
    }
    const fault = faultOf(merged, current, world);
    if (fault !== null) return refuse(fault.code, fault.field);
    const change = parse(merged);
    const visits = affecting === undefined ? [] : settleHours(affecting, [change], world, context);
    return accept([change, ...visits], adjustments);
  }

  function create(id: string, set: Fields, world: World): Decision {
    const whole = fields.safeParse(set);
    if (!whole.success) return refuse('invalid-input', whole.error.issues[0]?.path.join('.') ?? '');
    const fault = faultOf(whole.data, null, world);
    return fault === null ? accept([parse({ ...whole.data, id, version: 1 })]) : refuse(fault.code, fault.field);
  }

  return defineCommand({
    name,
    schema,
    roles,
    reads: ({ id }) => [{ collection, id }],
    claims: () => [],
    decide,
    invert: ({ id, set, affecting }, before) => {
      const found = before.find(collection, id);
      if (found === null) return { name, input: { id, set: { isActive: false }, was: { isActive: true } } };
      const current: Fields = { ...absent, ...found };
      const previous = Object.fromEntries(Object.keys(set).map((key) => [key, current[key]]));
      if (affecting === undefined) return { name, input: { id, set: previous, was: set } };
      const change = parse({ ...current, ...set });
      const restoring = affectedIds(affecting, [change], before);
      return { name, input: { id, set: previous, was: set, affecting: { ...affecting, restoring } } };
    },
  });
}

function upsertSchema<Shape extends z.ZodRawShape>(
  fields: z.ZodObject<Shape>,
  more: z.ZodRawShape,
): z.ZodType<Upsert<z.infer<z.ZodObject<Shape>>>, Upsert<z.infer<z.ZodObject<Shape>>>> {
  const patch = fields.partial();
  const schema = z.strictObject({ id: idSchema, set: patch, was: patch.nullable(), ...more });
  // The cast names the parsed shape, which the compiler cannot follow through a generic `partial()`.
  return schema as unknown as ReturnType<typeof upsertSchema<Shape>>;
}

function isStale(key: string, set: Fields, was: Fields, current: Fields): boolean {
  return !sameValue(current[key], was[key]) && !sameValue(current[key], set[key]);
}

function mergedNotes(current: Fields, was: Fields, set: Fields): string {
  return mergeNotes(String(current['notes']), String(was['notes']), String(set['notes'])).slice(-20_000);
}
