import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { Coverage } from '#tests/simulation/coverage.ts';
import type { SimDesk } from '#tests/simulation/desk/sim-desk.ts';
import type { DeskProcess } from '#tests/simulation/desk/desk-process.ts';
import { commandKey, rowKey, type Tables, type Transaction } from '#tests/simulation/store/memory-engine.ts';
import { Violation } from '#tests/simulation/violation.ts';

/** Somebody else has it; a resource that was closed, or a right that was lost, breaks no promise (LE10). */
const othersReasons: readonly Conflict['reason'][] = ['taken', 'blocked', 'held', 'leased'];

type World = { readonly before: Tables; readonly now: Instant };
type Booked = { readonly commandId: string; readonly visitId: string };

/** What desks have told people: this time is yours, until then. */
export class LeasePromises {
  readonly #coverage: Coverage;
  readonly #until = new Map<string, Instant>();
  /** Desks of which there are two now: neither knows what the other one books. */
  readonly #copied = new Set<string>();

  constructor(coverage: Coverage) {
    this.#coverage = coverage;
  }

  copied({ place }: SimDesk): void {
    this.#copied.add(place.identity.deskId);
  }

  /** Only the server's own state can break a promise: a restore takes leases back that it had granted. */
  restored(): void {
    this.#until.clear();
  }

  /** @param commandId has just been saved in this window. */
  saved({ place, link }: SimDesk, { view, leasing }: DeskProcess, { commandId, visitId }: Booked): void {
    const { tenantId, deskId } = place.identity;
    const visit = view.view.find('appointments', visitId);
    if (visit === null || this.#copied.has(deskId) || link.hasBeenLiedTo) return;
    const guarantee = leasing.keeper.guaranteeOf({ id: visitId, claims: visit.claims });
    if (guarantee.kind !== 'guaranteed') return;
    this.#coverage.promisedInLeases += 1;
    if (link.isCut || link.areRepliesCut) this.#coverage.promisedOffline += 1;
    this.#until.set(commandKey(tenantId, commandId), guarantee.until);
  }

  /** @throws Violation where what was promised is not so, and the lease still in force. */
  committed({ tenantId, commands, writes }: Transaction, { before, now }: World): void {
    /** Which desk placed what stands there, this transaction's own work included. */
    const placedAt = (holderId: string | null): string | null => {
      if (holderId === null) return null;
      const key = rowKey(tenantId, 'appointments', holderId);
      const document = writes.get(key)?.document ?? before.rows.get(key)?.versions.at(-1)?.document;
      return document !== undefined && 'placedBy' in document ? document.placedBy.deskId : null;
    };
    for (const [key, { desk, verdict }] of commands) {
      const until = this.#until.get(key) ?? 0;
      if (now >= until || this.#copied.has(desk.deskId)) continue;
      const conflicts =
        verdict.kind === 'displaced' ? verdict.conflicts : verdict.kind === 'refused' ? verdict.refusal.conflicts : [];
      // A desk may book over its own promise, and be sent there first.
      const isOwn = ({ holderId }: Conflict): boolean => placedAt(holderId) === desk.deskId;
      const broken = conflicts.find((one) => othersReasons.includes(one.reason) && !isOwn(one));
      if (broken !== undefined) throw new Violation('LE10', `${key} was promised, and is ${broken.reason}`);
      this.#coverage.promisesKept += 1;
    }
  }
}
