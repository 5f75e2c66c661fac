import type { Outbox } from '#shared/desktop/outbox.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { HoldsMessage } from '#renderer/replica/holds/desk-holds.ts';
import type { Clocks } from '#renderer/replica/leases/latest-server-time.ts';
import type { DeskChannel, DeskMessage } from '#renderer/replica/network/desk-channel.ts';
import type { WindowLocks } from '#renderer/replica/network/leader.ts';
import type { ServerClient } from '#renderer/replica/server-client.ts';
import type { DeskDisk } from '#tests/simulation/desk/desk-disk.ts';
import type { ReplicaWrite } from '#tests/simulation/desk/sim-replica.ts';
import type { Outlet } from '#tests/simulation/desk/window-bus.ts';

/** What one window's program takes from the computer that it runs on. */
export type ProcessOptions = {
  readonly name: string;
  readonly identity: DeskIdentity;
  readonly person: Person;
  readonly disk: DeskDisk;
  readonly outbox: Outbox;
  readonly client: (isDead: () => boolean) => ServerClient;
  readonly life: AbortController;
  readonly locks: WindowLocks;
  /** To the other windows of this desk. */
  readonly channel: (onMessage: (message: DeskMessage) => void) => DeskChannel;
  readonly writes: (onWritten: (written: ReplicaWrite) => void) => Outlet<ReplicaWrite>;
  readonly holdMessages: (onMessage: (message: HoldsMessage) => void) => Outlet<HoldsMessage>;
  readonly now: () => Instant;
  readonly clocks: Clocks;
  readonly newId: (kind?: string) => string;
  readonly pageLimit: number;
  /** How many settled commands stay on disk; the product's own number unless given. */
  readonly keptCommands: number | undefined;
  readonly hasSeries: boolean;
  readonly hasNoVersionGuard: boolean;
  /** Planted: what is settled stays in memory for as long as the window is open. */
  readonly remembersAll: boolean;
  readonly wait: (ms: number) => Promise<void>;
  readonly onView: () => void;
  readonly onCaughtUp: () => void;
  readonly lastCommit: () => number;
  readonly onReplaced: () => void;
  readonly onRegress: (key: string) => void;
  readonly onFault: (fault: string) => void;
};
