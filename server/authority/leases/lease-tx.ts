import type { Claim } from '#shared/scheduling/claim.ts';
import type { Lease, LeaseSlice } from '#shared/scheduling/lease.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';

/** A slice of a lease that another desk has asked for. */
export type Recall = LeaseSlice & { readonly resourceId: string; readonly askedBy: string; readonly askedAt: Instant };

/** Leases inside one transaction; "in force" and "now" are by the one clock that all servers share, read anew by each call. */
export type LeaseTx = {
  now(): Promise<Instant>;
  /** Leases of other desks in force that overlap one of the claims. Commands ask after their claims are taken. */
  inTheWay(deskId: string, claims: readonly Claim[]): Promise<readonly Lease[]>;
  /** Asks for slices, and tells their desks when this commits. Returns for how many milliseconds each has been asked for. */
  recall(deskId: string, slices: readonly (LeaseSlice & { readonly resourceId: string })[]): Promise<readonly number[]>;
  /** Ends every lease of the desk, by a person's decision. */
  endOf(deskId: string): Promise<void>;

  /** Every location, for its rules. */
  locations(): Promise<readonly Location[]>;
  /** Waits for everybody who is taking claims on it, and makes the next ones wait; false when there is none such. */
  lockResource(resourceId: string): Promise<boolean>;
  removeExpired(resourceId: string): Promise<void>;
  inForce(): Promise<readonly Lease[]>;
  recalls(): Promise<readonly Recall[]>;
  grant(leases: readonly Lease[]): Promise<void>;
  extend(leaseId: string, expiresAt: Instant): Promise<void>;
  /** Puts these stretches in the place of all that the desk still has of this lease. */
  replace(lease: Lease, left: readonly Interval[]): Promise<void>;
  /** The rows of these leases of the desk, locked. */
  lockOf(deskId: string, leaseIds: readonly string[]): Promise<readonly Lease[]>;
  deskNames(): Promise<ReadonlyMap<string, string>>;
  /** Calls the desk so, or nearly so where another one is called that already (DN1), and tells every desk when this commits. */
  renameDesk(deskId: string, name: string): Promise<void>;
};

/** Who does not answer for so long is not there (LE7). */
export const PATIENCE_MS = 2_500;
/** After that the same slice is asked for anew: the desk may be back. */
export const ASK_AGAIN_MS = 15_000;
/** For so long nobody is granted what somebody has just asked for. */
export const KEEP_FREE_MS = 30_000;
