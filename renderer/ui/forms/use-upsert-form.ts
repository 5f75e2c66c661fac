import { useState } from 'react';
import { v7 as newId } from 'uuid';
import type { z } from 'zod';
import type { Refusal } from '#shared/commands/refusal.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { Submission } from '#renderer/replica/desk.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import {
  beginEdits,
  edit,
  type Edits,
  faultsOf,
  type FieldFaults,
  refusalFaults,
  upsertOf,
} from '#renderer/ui/forms/edits.ts';

export type UpsertIntent<Fields> = (upsert: {
  readonly id: string;
  readonly set: Partial<Fields>;
  readonly was: Partial<Fields> | null;
}) => CommandIntent;

export type UpsertFormOptions<Fields> = {
  /** The document as it is now, followed live; null while it is new. */
  readonly document: (Fields & { readonly id: string }) | null;
  /** What a new one starts with. */
  readonly blank: Fields;
  readonly schema: z.ZodObject;
  readonly intent: UpsertIntent<Fields>;
  /** Asked before anything is sent, such as about bookings that it affects; false sends nothing. */
  readonly review?: (intent: CommandIntent) => Promise<boolean>;
  /** i18n key that names the action in "Undo …". */
  readonly label: string;
};

export type UpsertForm<Fields> = {
  readonly id: string;
  readonly values: Fields;
  readonly faults: FieldFaults;
  readonly isNew: boolean;
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  set(patch: Partial<Fields>): void;
  reset(): void;
  /** Null when the form itself has faults; they are then shown at their fields and nothing was sent. */
  save(): Promise<Submission | null>;
};

/**
 * A form over one document. Fields nobody touched follow the document while the form is open; touched ones keep what
 * was typed and remember what they replace, so that another desk's change is never overwritten unseen.
 */
export function useUpsertForm<Fields extends object>(options: UpsertFormOptions<Fields>): UpsertForm<Fields> {
  const { document, blank, schema, intent, label, review } = options;
  const desk = useDesk();
  const [newDocumentId] = useState(() => newId());
  // Made with the form and again after each save: a double click is one command.
  const [commandId, setCommandId] = useState(() => newId());
  const [edits, setEdits] = useState<Edits<Fields>>(beginEdits);
  const [faults, setFaults] = useState<FieldFaults>({});
  const [isSaving, setSaving] = useState(false);
  const base = document ?? blank;
  const reset = (): void => {
    setEdits(beginEdits());
    setFaults({});
    setCommandId(newId());
  };
  return {
    id: document?.id ?? newDocumentId,
    values: { ...base, ...edits.set },
    faults,
    isNew: document === null,
    isDirty: Object.keys(edits.set).length > 0,
    isSaving,
    set: (patch) => {
      setEdits((current) => edit(current, base, patch));
      setFaults((current) => Object.fromEntries(Object.entries(current).filter(([field]) => !isAbout(field, patch))));
    },
    reset,
    save: async () => {
      const upsert = upsertOf(edits, document, blank);
      const found = faultsOf(schema, upsert);
      setFaults(found);
      if (Object.keys(found).length > 0) return null;
      const meant = intent({ id: document?.id ?? newDocumentId, ...upsert });
      if (review !== undefined && !(await review(meant))) return null;
      setSaving(true);
      const submission = await desk.submit(meant, { commandId, label });
      setSaving(false);
      if (submission.kind === 'saved') reset();
      else if (submission.kind === 'refused') showRefusal(submission.refusal);
      return submission;
    },
  };

  function showRefusal(refusal: Refusal): void {
    setFaults(refusalFaults(refusal));
    setCommandId(newId());
  }
}

function isAbout(field: string, patch: object): boolean {
  return Object.keys(patch).some((key) => field === key || field.startsWith(`${key}.`));
}
