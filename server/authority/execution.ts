import type { Command } from '#shared/replication/protocol.ts';
import type { Clock } from '#server/authority/clock.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { Pause } from '#server/authority/pause.ts';
import type { Report } from '#server/authority/report.ts';
import type { AuthorityStore } from '#server/authority/store.ts';

/** What deciding takes besides the commands. */
export type Execution = {
  readonly store: AuthorityStore;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly report: Report;
};

/** What a desk says about some of the commands that it sends. */
export type Offered = Pick<Push, 'reofferedIds' | 'decidedIds'>;

/** What one desk sent in one request. */
export type Push = {
  readonly desk: DeskIdentity;
  readonly commands: readonly Command[];
  /** Of these, none is refused or displaced yet: it gets no verdict instead (RO4). */
  readonly reofferedIds?: ReadonlySet<string> | undefined;
  /** These were decided before, by a server that was lost: their holds need not be in force (RO7). */
  readonly decidedIds?: ReadonlySet<string> | undefined;
};
