import { must } from '#shared/lib/must.ts';
import type { PlaceHold } from '#shared/replication/holds.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import type { SimDesk } from '#tests/simulation/desk/sim-desk.ts';
import { type SimClinic, slotStart } from '#tests/simulation/sim-clinic.ts';
import type { SimWorld } from '#tests/simulation/sim-world.ts';
import { Violation } from '#tests/simulation/violation.ts';

/** Longer than a hold that is over is remembered (HD2), and longer than any hold lasts. */
const LATER_MS = 2 * 3_600_000;
/** As many as one placing forgets, in the table of holds. */
const FORGOTTEN_AT_ONCE = 20;
const WEEK_MINUTES = 7 * 1_440;
const AWAY_MS = 60_000;

/** What was held two hours ago is nowhere any more, once somebody holds something else (I15). @throws Violation */
export async function holdsAreForgotten(world: SimWorld): Promise<void> {
  world.time.sleep(LATER_MS);
  if (world.redis !== null) {
    const held = await placedAt(world, 30);
    redisIsEmptyBut(world, held);
    // What it has in PostgreSQL is of when Redis was away.
    world.redis.restart(AWAY_MS, false);
  }
  const most = Math.ceil(world.memoryHolds.rows.size / FORGOTTEN_AT_ONCE);
  const placed = new Set<string>();
  for (let week = 0; week <= most; week += 1) for (const id of await placedAt(world, 31 + week)) placed.add(id);
  tableIsEmptyBut(world, placed);
}

/** A hold at each clinic, far from everything; a clinic where nobody may hold anything has none. */
async function placedAt(world: SimWorld, week: number): Promise<ReadonlySet<string>> {
  const placed = new Set<string>();
  for (const clinic of world.clinics) {
    for (const desk of world.desks.filter((one) => world.clinicOf(one) === clinic)) {
      const wish = wishOf(clinic, desk, week);
      const { kind } = await world.server.hold((holds) => holds.place(desk.place.identity, wish));
      await world.server.hold((holds) => holds.list(desk.place.identity));
      if (kind !== 'held') continue;
      placed.add(wish.id);
      break;
    }
  }
  return placed;
}

function wishOf({ locationId, resourceIds }: SimClinic, desk: SimDesk, week: number): PlaceHold {
  const resourceId = must(resourceIds.at(-1), 'every clinic has a room');
  return {
    id: desk.newId('hold'),
    ownerToken: desk.newId('tokn'),
    actorId: desk.place.person.id,
    appointmentId: null,
    replaces: null,
    locationId,
    start: plusMinutes(slotStart(0), week * WEEK_MINUTES),
    phases: [{ minutes: 15, resourceIds: [resourceId] }],
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
  };
}

/** The fences stay, one a clinic. */
function redisIsEmptyBut({ redis }: SimWorld, held: ReadonlySet<string>): void {
  const memory = must(redis, 'there is a Redis').memory;
  const isOfHeld = (text: string): boolean => [...held].some((id) => text.includes(id));
  for (const key of memory.keys()) {
    if (key.endsWith('}:version') || isOfHeld(key)) continue;
    const fields = [...memory.fields(key).keys()];
    if (key.includes('}:at:') && fields.every(isOfHeld)) continue;
    if (key.endsWith('}:live') && memory.members(key).every(isOfHeld)) continue;
    throw new Violation('I15', `Redis keeps ${key}, two hours later`);
  }
}

function tableIsEmptyBut({ memoryHolds, engine, clinics }: SimWorld, placed: ReadonlySet<string>): void {
  for (const { tenantId } of clinics) {
    // Where nobody may hold anything, nothing grows.
    if (![...placed].some((id) => memoryHolds.rows.has(`${tenantId}/${id}`))) continue;
    const old = [...memoryHolds.rows].filter(([key, { id }]) => key.startsWith(`${tenantId}/`) && !placed.has(id));
    if (old.length > 0) throw new Violation('I15', `${old.length} holds are remembered two hours later`);
    const claims = engine.tables.claims.filter((row) => row.tenantId === tenantId && row.claim.holder.kind === 'hold');
    const orphan = claims.find(({ claim }) => !placed.has(claim.holder.id));
    if (orphan !== undefined) throw new Violation('I15', `${orphan.claim.holder.id} claims time two hours later`);
  }
}
