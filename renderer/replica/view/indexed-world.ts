import { type Appointment, isInInbox } from '#shared/scheduling/appointment.ts';
import type { Block } from '#shared/scheduling/block.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { ClaimIndex } from '#shared/scheduling/claim-index.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { SeriesIndex } from '#shared/scheduling/series/series-index.ts';
import type { TimeOff } from '#shared/scheduling/time-off.ts';
import type { Collection, Documents, World } from '#shared/scheduling/world.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';
import { DayBuckets } from '#renderer/replica/view/day-buckets.ts';

type DocumentMaps = { readonly [Name in Collection]: Map<string, Documents[Name]> };

/** Documents in memory with the indexes that a day's screen asks: claims by resource, visits and blocks by time. */
export class IndexedWorld implements World {
  readonly #documents: DocumentMaps = {
    appointments: new Map(),
    blocks: new Map(),
    clients: new Map(),
    locations: new Map(),
    people: new Map(),
    resources: new Map(),
    series: new Map(),
    services: new Map(),
    timeOff: new Map(),
  };
  readonly #claims = new ClaimIndex();
  readonly #appointmentDays = new DayBuckets();
  readonly #blockDays = new DayBuckets();
  readonly #displaced = new Set<string>();
  readonly #series = new SeriesIndex();

  find<Name extends Collection>(collection: Name, id: string): Documents[Name] | null {
    const stored = this.#documents[collection].get(id) ?? null;
    if (stored !== null || collection !== 'appointments') return stored;
    return this.#series.find(id) as Documents[Name] | null; // An appointment, of the appointments.
  }

  all<Name extends Collection>(collection: Name): ReadonlyMap<string, Documents[Name]> {
    return this.#documents[collection];
  }

  claimsOn(resourceId: string, window: Interval): readonly HeldClaim[] {
    const virtual = this.#series.claimsOn(resourceId, window);
    const stored = this.#claims.overlapping(resourceId, window);
    return virtual.length === 0 ? stored : [...stored, ...virtual.filter(({ holder }) => !this.#isStored(holder.id))];
  }

  appointmentsIn(window: Interval): readonly Appointment[] {
    const near = this.#appointmentDays.near(window).map((id) => this.find('appointments', id));
    const stored = near.filter((one) => one !== null).filter((one) => overlaps(one, window));
    return [...stored, ...this.#series.overlapping(window).filter(({ id }) => !this.#isStored(id))];
  }

  blocksIn(window: Interval): readonly Block[] {
    const near = this.#blockDays.near(window).map((id) => this.find('blocks', id));
    return near.filter((one) => one !== null).filter((one) => overlaps(one, window));
  }

  /** Appointments that wait in the conflict inbox. */
  displaced(): readonly Appointment[] {
    return [...this.#displaced].map((id) => this.find('appointments', id)).filter((one) => one !== null);
  }

  put<Name extends Collection>(collection: Name, id: string, document: Documents[Name] | null): void {
    // An occurrence that nothing happened to is worked out, never kept: it would outlive a change of its series.
    const isVirtual = collection === 'appointments' && document?.version === 0;
    if (document === null || isVirtual) this.#documents[collection].delete(id);
    else this.#documents[collection].set(id, document);
    if (collection === 'appointments') this.#indexAppointment(id);
    if (collection === 'blocks') this.#indexBlock(id);
    if (collection === 'timeOff') this.#claims.set(id, heldBy('block', this.find('timeOff', id)));
    if (collection === 'series') this.#series.set(id, document as BookedSeries | null); // A series, of the series.
  }

  #isStored(appointmentId: string): boolean {
    return this.#documents.appointments.has(appointmentId);
  }

  #indexAppointment(id: string): void {
    const appointment = this.#documents.appointments.get(id) ?? null;
    this.#claims.set(id, heldBy('appointment', appointment));
    this.#appointmentDays.set(id, appointment?.start ?? null);
    if (appointment !== null && isInInbox(appointment)) this.#displaced.add(id);
    else this.#displaced.delete(id);
  }

  #indexBlock(id: string): void {
    const block = this.find('blocks', id);
    this.#claims.set(id, heldBy('block', block));
    this.#blockDays.set(id, block === null || block.isRemoved ? null : block.start);
  }
}

function heldBy(kind: 'appointment' | 'block', document: Appointment | Block | TimeOff | null): readonly HeldClaim[] {
  if (document === null) return [];
  const holder = { kind, id: document.id };
  return document.claims.map((claim) => ({ ...claim, holder }));
}

/** A document's place among all collections. */
export function keyOf(collection: Collection, id: string): string {
  return `${collection}/${id}`;
}
