import { toIso } from '#shared/time/instant.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';
import type { Desk } from '#renderer/replica/desk.ts';

/** A stretch of a row behind its visits: time that is kept for this desk, or for another. */
export type LeaseEvent = {
  readonly id: string;
  readonly resourceIds: string[];
  readonly start: string;
  readonly end: string;
  readonly display: 'background';
  readonly extendedProps: {
    readonly lease: 'own' | 'other';
    /** Whose it is, where it is not this desk's. */
    readonly deskName: string;
  };
};

/** What is worth knowing while nobody can be asked; with a connection others may book there all the same (LE6). */
export function leaseEvents({ leases, status }: Desk, window: Interval): LeaseEvent[] {
  if (status.get().connection === 'online') return [];
  const { own, others } = leases.get();
  const all = [
    ...own.map((lease) => ({ ...lease, lease: 'own' as const, deskName: '' })),
    ...others.map((lease) => ({ ...lease, lease: 'other' as const })),
  ];
  return all
    .filter((one) => overlaps(one, window))
    .map(({ id, resourceId, start, end, lease, deskName }) => ({
      id: `lease:${id}:${start}`,
      resourceIds: [resourceId],
      start: toIso(start),
      end: toIso(end),
      display: 'background',
      extendedProps: { lease, deskName },
    }));
}

/** Calls back when what `leaseEvents` says may be another. */
export function followLeases({ leases, status }: Desk, onChange: () => void): () => void {
  let { connection } = status.get();
  const stopLeases = leases.subscribe(onChange);
  const stopStatus = status.subscribe(() => {
    const before = connection;
    ({ connection } = status.get());
    if (connection !== before) onChange();
  });
  return () => {
    stopLeases();
    stopStatus();
  };
}
