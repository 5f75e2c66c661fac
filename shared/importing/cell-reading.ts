import type { ImportField, ImportRefusalCode } from '#shared/importing/import-plan.ts';

/** The cell under a header, trimmed; empty where the row is short. */
export type CellOf = (column: string) => string;

/** What is wrong with a row, before its line is known. */
export type Fault = { readonly code: ImportRefusalCode; readonly field: ImportField; readonly value: string };

/** What a cell means, or why it means nothing. */
export type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: Fault };
