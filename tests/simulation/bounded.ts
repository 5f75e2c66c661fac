import { mayForget, readRows } from '#shared/desktop/outbox-row.ts';
import type { DeskProcess } from '#tests/simulation/desk/desk-process.ts';
import { simCollections } from '#tests/simulation/desk/sim-replica.ts';
import type { SimDesk } from '#tests/simulation/desk/sim-desk.ts';
import type { SimWorld } from '#tests/simulation/sim-world.ts';
import { Violation } from '#tests/simulation/violation.ts';

/** How many settled commands a desk keeps in this last part of a run, in the place of the product's two thousand. */
export const FEW_KEPT = 3;
/** More than the desk has names for. */
const MOST_RECORDS = 16;

/**
 * Nothing grows with what has happened, but only with what there is (I15).
 * @param saved desks that have just saved something, and so have looked through their logs @throws Violation
 */
export function checkBounded(world: SimWorld, saved: ReadonlySet<SimDesk>): void {
  for (const desk of world.desks) {
    if (saved.has(desk)) logIsShort(desk);
    diskIsSmall(world, desk);
    if (desk.link.streams.size > 1) throw new Violation('I15', `${desk.name} has ${desk.link.streams.size} streams`);
  }
  for (const desk of world.desks) for (const process of desk.processes) memoryIsSmall(world, desk, process);
  const leaders = world.desks.flatMap(({ processes }) => processes.filter(({ isLeading }) => isLeading));
  if (world.server.followers > leaders.length)
    throw new Violation('I15', `${world.server.followers} wait for pokes, of ${leaders.length} desks`);
  locksAreFew(world);
}

/** What is settled and seen goes; what waits for the server or for a person stays (I12). */
function logIsShort({ name, place }: SimDesk): void {
  const entries = readRows(place.platter.rows);
  const last = Math.max(0, ...entries.map(({ command }) => command.sequence));
  const old = entries.filter((entry) => mayForget(entry) && entry.command.sequence < last - FEW_KEPT);
  if (old.length > 0) throw new Violation('I15', `${name} keeps ${old.length} commands that nobody needs`);
}

function diskIsSmall({ engine }: SimWorld, { name, place }: SimDesk): void {
  const { records, replica } = place.platter;
  const rows = [...engine.tables.rows.values()].filter(({ tenantId }) => tenantId === place.identity.tenantId);
  if (replica.documents.size > rows.length)
    throw new Violation('I15', `${name} has ${replica.documents.size} documents of ${rows.length}`);
  if (records.size > MOST_RECORDS) throw new Violation('I15', `${name} keeps ${records.size} records`);
}

/** A window that is open for months shows what there is, and knows of what it did only the last (I15). */
function memoryIsSmall({ engine }: SimWorld, { name, place, acknowledged }: SimDesk, { log, view }: DeskProcess): void {
  const last = Math.max(0, ...readRows(place.platter.rows).map(({ command }) => command.sequence));
  for (const [id, { command }] of acknowledged) {
    const entry = log.find(id);
    if (entry !== null && mayForget(entry) && command.sequence < last - FEW_KEPT)
      throw new Violation('I15', `${name} remembers ${id}, which nobody needs`);
  }
  if (view.openCommandIds().size > 0) throw new Violation('I15', `${name} folds what is decided and pulled`);
  const rows = [...engine.tables.rows.values()].filter(({ tenantId }) => tenantId === place.identity.tenantId);
  for (const collection of simCollections) {
    const there = rows.filter((row) => row.collection === collection).length;
    if (view.view.all(collection).size > there)
      throw new Violation('I15', `${name} shows ${view.view.all(collection).size} ${collection} of ${there}`);
  }
}

/** Nobody holds a row who is not at work. */
function locksAreFew({ engine }: SimWorld): void {
  if (engine.running.size === 0 && engine.locks.size > 0)
    throw new Violation('I15', `${engine.locks.size} rows are locked by nobody`);
  const orphans = engine.tables.claims.filter(({ insertedBy, deletedBy }) => insertedBy !== null || deletedBy !== null);
  if (engine.running.size === 0 && orphans.length > 0)
    throw new Violation('I15', `${orphans.length} claims are of transactions that have ended`);
}
