import type { z } from 'zod';
import { sameValue } from '#shared/commands/merge-field.ts';
import { isRefusalCode, type Refusal, type RefusalCode } from '#shared/commands/refusal.ts';

/** What was changed in a form, and what these fields held when the change began. */
export type Edits<Fields> = { readonly set: Partial<Fields>; readonly was: Partial<Fields> };

/** By field, `name` or `phases.0.minutes`; an empty name is about the form as a whole. */
export type FieldFaults = Readonly<Record<string, RefusalCode>>;

export function beginEdits<Fields>(): Edits<Fields> {
  return { set: {}, was: {} };
}

/** A field that is put back to what it was is no longer an edit. */
export function edit<Fields extends object>(edits: Edits<Fields>, base: Fields, patch: Partial<Fields>): Edits<Fields> {
  const set: Partial<Fields> = { ...edits.set };
  const was: Partial<Fields> = { ...edits.was };
  for (const key of keysOf(patch)) {
    if (!(key in was)) was[key] = base[key];
    if (sameValue(patch[key], was[key])) {
      delete set[key];
      delete was[key];
    } else set[key] = patch[key];
  }
  return { set, was };
}

export function upsertOf<Fields extends object>(
  { set, was }: Edits<Fields>,
  document: Fields | null,
  blank: Fields,
): { readonly set: Partial<Fields>; readonly was: Partial<Fields> | null } {
  return document === null ? { set: { ...blank, ...set }, was: null } : { set, was };
}

/** Every fault at its field, found before anything is sent; the schemas' messages are refusal codes. */
export function faultsOf(
  schema: z.ZodObject,
  { set, was }: { readonly set: object; readonly was: object | null },
): FieldFaults {
  const parsed = (was === null ? schema : schema.partial()).safeParse(set);
  if (parsed.success) return {};
  const faults: Record<string, RefusalCode> = {};
  for (const { path, message } of parsed.error.issues) {
    const code = isRefusalCode(message) ? message : 'invalid-input';
    faults[path.map(String).join('.')] ??= code;
  }
  return faults;
}

export function refusalFaults({ code, field }: Refusal): FieldFaults {
  return { [field.replace(/^(?:set|was)(?:\.|$)/, '')]: code };
}

function keysOf<Fields extends object>(patch: Partial<Fields>): (keyof Fields)[] {
  // `Object.keys` forgets the names that the type has.
  return Object.keys(patch) as (keyof Fields)[];
}
