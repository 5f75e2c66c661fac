import { isInInbox } from '#shared/scheduling/appointment.ts';
import type { AnyDocument } from '#shared/scheduling/world.ts';
import { isCarried } from '#tests/simulation/carried.ts';
import { ChainCheck } from '#server/authority/audit/check-chain.ts';
import { commandKey, rowKey } from '#tests/simulation/store/memory-engine.ts';
import type { DeskProcess } from '#tests/simulation/desk/desk-process.ts';
import type { SimDesk } from '#tests/simulation/desk/sim-desk.ts';
import { simCollections } from '#tests/simulation/desk/sim-replica.ts';
import { checkSeries } from '#tests/simulation/series-invariants.ts';
import { bookOf } from '#tests/simulation/series-ledger.ts';
import type { SimWorld } from '#tests/simulation/sim-world.ts';
import { Violation } from '#tests/simulation/violation.ts';

/** Whether nothing more will happen by itself: all is sent, decided, pulled, and shown. */
export function isQuiet({ desks, engine, horizon }: SimWorld): boolean {
  return (
    engine.running.size === 0 &&
    !horizon.isUnderWay &&
    horizon.stale.size === 0 &&
    desks.every(
      (desk) =>
        desk.hasCaughtUp(engine.commitSeq) &&
        desk.processes.every(
          ({ isOpen, log, view }) => isOpen && log.pending().length === 0 && view.openCommandIds().size === 0,
        ),
    )
  );
}

/** Why it is not quiet; for people. */
export function whatIsLoud({ desks, engine }: SimWorld): string {
  const loud = desks.flatMap(({ name, processes }) =>
    processes.map(
      ({ log, view, isLeading, caughtUpAt }) =>
        `${name}${isLeading ? '' : ' (behind)'}: ${log.pending().length} pending, ${view.openCommandIds().size} open, ` +
        `caught up to ${caughtUpAt} of ${engine.commitSeq}`,
    ),
  );
  return `${engine.running.size} transactions under way; ${loud.join('; ')}`;
}

/** What must be true once everything is quiet. @throws Violation */
export function checkAtQuiet(world: SimWorld, hasRestarted: boolean): void {
  for (const { tenantId } of world.clinics) checkSeries(bookOf(tenantId, world.engine.tables));
  for (const desk of world.desks) {
    for (const process of desk.processes) {
      desksAgree(world, desk, process);
      nothingVanished(world, { desk, process, hasRestarted });
      inboxIsWhole(world, desk, process);
    }
  }
}

/** Every desk shows what the server has (I3). */
function desksAgree(world: SimWorld, desk: SimDesk, process: DeskProcess): void {
  world.coverage.desksCompared += 1;
  const { view } = process.view;
  const { tenantId } = desk.place.identity;
  const rows = [...world.engine.tables.rows.values()].filter((row) => row.tenantId === tenantId);
  for (const collection of simCollections) {
    const shown = view.all(collection);
    const held = new Map<string, AnyDocument>(
      rows.flatMap((row) => {
        const document = row.collection === collection ? row.versions.at(-1)?.document : undefined;
        return document === undefined ? [] : [[row.id, document]];
      }),
    );
    for (const [id, document] of shown) {
      const text = canonical(document);
      const truth = held.get(id);
      if (truth === undefined || canonical(truth) !== text)
        throw new Violation('I3', `${desk.name} shows ${collection}/${id} otherwise than the server has it`);
    }
    const now = world.server.now();
    const missing = [...held].find(([id, document]) => !shown.has(id) && isCarried(collection, document, now))?.[0];
    if (missing !== undefined) throw new Violation('I3', `${desk.name} does not show ${collection}/${missing}`);
  }
}

/** What waits for a person is where people look for it, whoever put it there (I12). */
function inboxIsWhole({ engine }: SimWorld, { place, name }: SimDesk, process: DeskProcess): void {
  const shown = new Set(process.view.displaced().map(({ id }) => id));
  for (const { tenantId, versions } of engine.tables.rows.values()) {
    const document = tenantId === place.identity.tenantId ? versions.at(-1)?.document : undefined;
    if (document !== undefined && 'displacement' in document && isInInbox(document) && !shown.has(document.id))
      throw new Violation('I12', `${document.id} waits, and the inbox of ${name} does not show it`);
  }
}

type Looked = { readonly desk: SimDesk; readonly process: DeskProcess; readonly hasRestarted: boolean };

/** What a person was told is saved ended in a verdict, on the server and on the disk, and where people look for it (I2). */
function nothingVanished(world: SimWorld, { desk, process, hasRestarted }: Looked): void {
  const { tenantId } = desk.place.identity;
  const displaced = new Set(process.view.displaced().map(({ id }) => id));
  for (const [commandId, { makes, command }] of desk.acknowledged) {
    const what = `${command.name} ${commandId} of ${desk.name}`;
    const entry = desk.entryOnDisk(commandId);
    if (entry === null) throw new Violation('I2', `${what} is not on the disk any more`);
    // What was refused is not offered again to a restored server (RO6); everything else is (RO2).
    if (desk.isLost(commandId) && entry.verdict?.kind === 'refused') continue;
    const known = world.ledger.verdictOf(tenantId, commandId);
    if (known === null) throw new Violation('I2', `${what} was never decided`);
    // A verdict that came while the disk was full is asked for again by the next run.
    const verdict = entry.verdict ?? (hasRestarted ? null : (process.log.find(commandId)?.verdict ?? null));
    if (verdict === null) throw new Violation('I2', `${what} has no verdict on its disk`);
    if (verdict.kind !== known.kind) {
      const wasLost = world.ledger.everLost.has(commandKey(tenantId, commandId));
      if (wasLost && verdict.kind === 'refused') continue;
      throw new Violation('I4', `${what} ended otherwise on the desk`);
    }
    if (known.kind === 'refused') {
      const isInSight =
        entry.state === 'dismissed' || process.log.decided().some((one) => one.command.id === commandId);
      if (!isInSight) throw new Violation('I2', `${what} was refused, and nobody can see it`);
      continue;
    }
    for (const [collection, id] of makes) {
      const document = world.engine.tables.rows.get(rowKey(tenantId, collection, id))?.versions.at(-1)?.document;
      if (document === undefined)
        throw new Violation('I2', `${what} was ${known.kind}, and there is no ${collection}/${id}`);
      if ('displacement' in document && document.displacement !== null && !displaced.has(id))
        throw new Violation('I2', `${what} waits for a person, and the inbox of ${desk.name} does not show it`);
    }
  }
}

/** JSON with the keys in one order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Every command on record was decided once, and the audit is those commands, in a chain that is sound (I7). */
export function checkRecords({ engine, ledger, clinics }: SimWorld): void {
  for (const { tenantId } of clinics) {
    const applied: string[] = [];
    for (const [key, { record }] of engine.tables.commands) {
      if (record.desk.tenantId !== tenantId) continue;
      applied.push(record.command.id);
      if (commandKey(tenantId, record.command.id) !== key || ledger.verdictOf(tenantId, record.command.id) === null)
        throw new Violation('I7', `${key} is on record under another name`);
    }
    const chain = engine.tables.audit.get(tenantId) ?? [];
    const check = new ChainCheck();
    for (const row of chain) check.take(row);
    const { broken } = check.report();
    if (broken !== null) throw new Violation('I7', `row ${broken.position} of the audit was ${broken.what}`);
    const audited = chain.map(({ commandId }) => commandId);
    if (audited.toSorted().join() !== applied.toSorted().join())
      throw new Violation('I7', `applied ${applied.length} commands, audited ${audited.length}`);
  }
}
