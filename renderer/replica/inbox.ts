import type { OutboxEntry } from '#shared/desktop/outbox.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { InboxItem } from '#renderer/replica/desk.ts';

/** What needs a person: displaced visits of every desk, then this desk's refused commands; the oldest first. */
export function inboxItems(displaced: readonly Appointment[], decided: readonly OutboxEntry[]): readonly InboxItem[] {
  const visits = displaced
    .toSorted((a, b) => (a.displacement?.decidedAt ?? 0) - (b.displacement?.decidedAt ?? 0) || a.start - b.start)
    .map((appointment): InboxItem => ({ kind: 'displaced', appointment }));
  const commands = decided
    .toSorted((a, b) => a.command.sequence - b.command.sequence)
    .flatMap((entry): InboxItem[] =>
      entry.verdict?.kind === 'refused' ? [{ kind: 'refused', entry, verdict: entry.verdict }] : [],
    );
  return [...visits, ...commands];
}

/** Whether two inboxes hold the same items, so that screens rest. */
export function isSameInbox(a: readonly InboxItem[], b: readonly InboxItem[]): boolean {
  return a.length === b.length && a.every((item, at) => subject(item) === subject(b[at]));
}

function subject(item: InboxItem | undefined): unknown {
  return item?.kind === 'displaced' ? item.appointment : item?.entry;
}
