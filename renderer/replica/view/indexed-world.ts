import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Block } from '#shared/scheduling/block.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { ClaimIndex } from '#shared/scheduling/claim-index.ts';
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
    services: new Map(),
  };
  readonly #claims = new ClaimIndex();
  readonly #appointmentDays = new DayBuckets();
  readonly #blockDays = new DayBuckets();
  readonly #displaced = new Set<string>();

  find<Name extends Collection>(collection: Name, id: string): Documents[Name] | null {
    return this.#documents[collection].get(id) ?? null;
  }

  all<Name extends Collection>(collection: Name): ReadonlyMap<string, Documents[Name]> {
    return this.#documents[collection];
  }

  claimsOn(resourceId: string, window: Interval): readonly HeldClaim[] {
    return this.#claims.overlapping(resourceId, window);
  }

  appointmentsIn(window: Interval): readonly Appointment[] {
    const near = this.#appointmentDays.near(window).map((id) => this.find('appointments', id));
    return near.filter((one) => one !== null).filter((one) => overlaps(one, window));
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
    if (document === null) this.#documents[collection].delete(id);
    else this.#documents[collection].set(id, document);
    if (collection === 'appointments') this.#indexAppointment(id);
    if (collection === 'blocks') this.#indexBlock(id);
  }

  #indexAppointment(id: string): void {
    const appointment = this.find('appointments', id);
    this.#claims.set(id, heldBy('appointment', appointment));
    this.#appointmentDays.set(id, appointment?.start ?? null);
    if (appointment !== null && appointment.displacement !== null) this.#displaced.add(id);
    else this.#displaced.delete(id);
  }

  #indexBlock(id: string): void {
    const block = this.find('blocks', id);
    this.#claims.set(id, heldBy('block', block));
    this.#blockDays.set(id, block === null || block.isRemoved ? null : block.start);
  }
}

function heldBy(kind: 'appointment' | 'block', document: Appointment | Block | null): readonly HeldClaim[] {
  if (document === null) return [];
  const holder = { kind, id: document.id };
  return document.claims.map((claim) => ({ ...claim, holder }));
}

/** A document's place among all collections. */
export function keyOf(collection: Collection, id: string): string {
  return `${collection}/${id}`;
}
