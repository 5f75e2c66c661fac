import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Block } from '#shared/scheduling/block.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { Client } from '#shared/scheduling/client.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import type { Service } from '#shared/scheduling/service.ts';
import type { TimeOff } from '#shared/scheduling/time-off.ts';
import type { Interval } from '#shared/time/interval.ts';

/** The documents that desks replicate, by collection. */
export type Documents = {
  readonly appointments: Appointment;
  readonly blocks: Block;
  readonly clients: Client;
  readonly locations: Location;
  readonly people: Person;
  readonly resources: Resource;
  readonly series: BookedSeries;
  readonly services: Service;
  readonly timeOff: TimeOff;
};
export type Collection = keyof Documents;
export type AnyDocument = Documents[Collection];

/**
 * What `decide()` may look at: on the desk replica and pending commands, on the server the locked rows. An occurrence of
 * a series is found among the appointments, with version 0 while nothing happened to it.
 */
export type World = {
  find<Name extends Collection>(collection: Name, id: string): Documents[Name] | null;
  /** Every claim on the resource that overlaps the window, whoever holds it, on any lane. */
  claimsOn(resourceId: string, window: Interval): readonly HeldClaim[];
};
