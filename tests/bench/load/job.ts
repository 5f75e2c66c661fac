/** What the load generator is told to do, in a message from its parent. */
export type Job = {
  /** Requests go to these in turn, as a load balancer would. */
  readonly urls: readonly string[];
  /** Keys of the desks that ask, in turn; empty where nobody looks at them. */
  readonly deskKeys: readonly string[];
  readonly actorId: string;
  readonly protocol: string;
  readonly via: 'book' | 'hold';
  readonly connections: number;
  readonly calendar: Calendar;
  readonly load: Load;
  readonly seed: number;
};

/** Slots of half an hour; slot n is pair n of practitioner and room, then the next time of day, then the next day. */
export type Calendar = {
  readonly locationId: string;
  readonly serviceId: string;
  readonly pairs: readonly (readonly [practitionerId: string, roomId: string])[];
  readonly firstStart: number;
  readonly slotsADay: number;
  readonly days: number;
};

export type Load =
  /** All of them at once, at `slots` slots of the calendar that no other case begins with. */
  | { readonly kind: 'contended'; readonly attempts: number; readonly slots: number; readonly firstSlot: number }
  /** Any slot of the calendar: so many a second, or (null) as many as are answered. */
  | { readonly kind: 'spread'; readonly seconds: number; readonly perSecond: number | null };

export type JobResult = {
  readonly attempts: number;
  readonly confirmed: number;
  /** Taken by somebody else, and said so. */
  readonly refused: number;
  /** Slots that were confirmed more than once, going by the answers. */
  readonly doubles: number;
  /** Answers that were none: a status other than 200, a broken connection, no verdict. */
  readonly errors: number;
  readonly seconds: number;
  /**
   * Milliseconds until the answer; from when it was put on a connection where all came at once, and from when it was
   * due (however late it was sent) where a rate was offered.
   */
  readonly latency: { readonly p50: number; readonly p95: number; readonly p99: number };
};
