import type { Resource } from '#shared/scheduling/resource.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { type Meant, moveMeant, resizeMeant } from '#renderer/timeline/drag-to-command.ts';
import type { Span } from '#renderer/timeline/to-calendar-events.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';

/** What a key press asks of the chip with the focus. */
export type Nudge =
  | { readonly kind: 'move'; readonly steps: -1 | 1 }
  | { readonly kind: 'row'; readonly steps: -1 | 1 }
  | { readonly kind: 'resize'; readonly edge: 'start' | 'end'; readonly steps: -1 | 1 };

type Press = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** Alt+arrows along time and rows; Ctrl+Alt+arrows move the end, with Shift the start. */
export function nudgeOf({ key, altKey, ctrlKey, metaKey, shiftKey }: Press): Nudge | null {
  const across = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : null;
  const along = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : null;
  if (!altKey) return null;
  if (ctrlKey || metaKey)
    return across === null ? null : { kind: 'resize', edge: shiftKey ? 'start' : 'end', steps: across };
  if (across !== null) return { kind: 'move', steps: across };
  return along === null ? null : { kind: 'row', steps: along };
}

export type Nudged = {
  readonly appointment: Appointment;
  readonly span: Span;
  readonly row: Resource;
  /** The rows on the screen, from top to bottom. */
  readonly rows: readonly Resource[];
  readonly snapMinutes: number;
};

export function nudgeMeant(nudge: Nudge, { appointment, span, row, rows, snapMinutes }: Nudged): Meant {
  switch (nudge.kind) {
    case 'move': {
      const start = plusMinutes(span.start, nudge.steps * snapMinutes);
      return moveMeant({ appointment, span, from: row, to: row, start });
    }
    case 'row': {
      const alike = rows.filter((one) => one.kind === row.kind);
      const next = alike[alike.findIndex((one) => one.id === row.id) + nudge.steps];
      if (next === undefined) return { kind: 'nothing' };
      return moveMeant({ appointment, span, from: row, to: next, start: span.start });
    }
    case 'resize': {
      const minutes = nudge.steps * snapMinutes;
      const to =
        nudge.edge === 'end'
          ? { start: span.start, end: plusMinutes(span.end, minutes) }
          : { start: plusMinutes(span.start, minutes), end: span.end };
      return to.start < to.end ? resizeMeant({ appointment, span, to }) : { kind: 'nothing' };
    }
  }
}
