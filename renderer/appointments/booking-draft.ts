import type { Instant } from '#shared/time/instant.ts';

/** What is known when a booking form opens: from a selected slot, a client's page, or nothing at all. */
export type BookingDraft = {
  readonly locationId?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly start?: Instant | undefined;
  readonly end?: Instant | undefined;
  /** Without a start: the next free time is looked for from here, the day that is in sight. */
  readonly from?: Instant | undefined;
  readonly clientId?: string | undefined;
  readonly serviceId?: string | undefined;
};

/** What is known when the block form opens; with `blockId` it changes or removes that block. */
export type BlockDraft = {
  readonly blockId?: string | undefined;
  readonly locationId?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly start?: Instant | undefined;
  readonly end?: Instant | undefined;
};
