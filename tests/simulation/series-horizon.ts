import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { HORIZON_DAYS } from '#shared/commands/series/claimed-span.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { type AuthorityStore } from '#server/authority/store.ts';
import { isRetryable, withoutDetail } from '#server/database/database-error.ts';
import { Outage } from '#server/database/outage.ts';
import { extendEach } from '#server/jobs/extend-each.ts';
import type { Turn } from '#tests/simulation/actions/turn.ts';
import { changeZoneRules } from '#tests/simulation/time/zone-rules.ts';
import { fate } from '#tests/simulation/fate.ts';
import type { SimWorld } from '#tests/simulation/sim-world.ts';
import { Violation } from '#tests/simulation/violation.ts';

const DAY_MS = 86_400_000;
const STEP_DAYS = 30;

/** The server as a desk. */
export function serverDesk(tenantId: string): { readonly tenantId: string; readonly deskId: string } {
  return { tenantId, deskId: derivedId('server.desk', tenantId) };
}

/** The server's job that moves the claims of series on. Which are due is asked of the model; the rest is the job's own. */
export class SimHorizon {
  readonly #world: SimWorld;
  readonly #store: AuthorityStore;
  readonly #underWay = new Set<Promise<unknown>>();
  /** Whose claims were worked out by other rules, until the job has done all of them anew. */
  readonly stale = new Set<string>();
  #putBack: (() => void) | null = null;
  #made = 0;

  constructor(world: SimWorld, store: AuthorityStore) {
    this.#world = world;
    this.#store = store;
  }

  get isUnderWay(): boolean {
    return this.#underWay.size > 0;
  }

  /** In the background; any number of workers at once. */
  run(tenantId: string, isRederived: boolean): void {
    const { server, coverage } = this.#world;
    if (!server.isUp) return;
    coverage.horizonRuns += 1;
    const isAnew = isRederived || this.stale.has(tenantId);
    const work = this.#extendDue(tenantId, isAnew).catch((error) => this.#unlessGone(error));
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  /** Again, where it was killed or overtaken. */
  runStale(): void {
    if (!this.isUnderWay) for (const tenantId of this.stale) this.run(tenantId, true);
  }

  /** Every computer gets other tables of zones, and starts anew with them; once in a run. */
  changeRules(downMs: number, among: Turn['among']): void {
    const { server, time, coverage, desks, clinics } = this.#world;
    const used = clinics.flatMap(({ tenantId }) => this.#seriesOf(tenantId)).map((one) => one.zone);
    const zone = used[among('zone', used.length)];
    if (this.#putBack !== null || !server.isUp || zone === undefined) return;
    coverage.zoneRulesChanged += 1;
    // What was flushed by then is committed by the old rules.
    server.kill();
    this.#putBack = changeZoneRules(zone, instant(server.now() + DAY_MS));
    this.readAnew();
    for (const desk of desks) {
      desk.crash();
      desk.start();
    }
    time.after(downMs, () => {
      server.start();
      this.runStale();
    });
  }

  /** What a program has worked out of a document it works out anew, now that it has been started, or restored. */
  readAnew(): void {
    if (this.#putBack === null) return;
    const { clinics, engine } = this.#world;
    for (const { tenantId } of clinics) this.stale.add(tenantId);
    for (const row of engine.tables.rows.values())
      if (row.collection === 'series')
        row.versions.splice(
          0,
          Infinity,
          ...row.versions.map((one) => ({ ...one, document: structuredClone(one.document) })),
        );
  }

  /** The rules are the world's own, and the next run's too. */
  end(): void {
    this.#putBack?.();
  }

  /** The server dies so many steps of its database from now, if the job is still at work by then. */
  kill(steps: number, downMs: number): void {
    const { engine, server, time, coverage } = this.#world;
    engine.crashAfter(steps, () => {
      if (!server.isUp) return;
      if (this.isUnderWay) coverage.horizonKilled += 1;
      server.kill();
      time.after(downMs, () => server.start());
    });
  }

  async #extendDue(tenantId: string, isRederived: boolean): Promise<void> {
    const { server, time, coverage } = this.#world;
    const desk = serverDesk(tenantId);
    const clock = (): Instant => server.now();
    const soon = clock() + (HORIZON_DAYS - STEP_DAYS) * DAY_MS;
    const due = this.#seriesOf(tenantId).filter(
      ({ isEnded, claimedUntil }) => !isEnded && (isRederived || claimedUntil < soon),
    );
    const isForgotten = this.#world.mutation === 'claims-by-old-rules';
    const newId = (): string => this.#newId();
    const extension = { store: this.#store, desk, clock, isRederived: isRederived && !isForgotten, newId };
    const ids = due.map(({ id }) => id);
    const { extended, missed } = await extendEach(extension, ids, (ms) => time.wait(ms));
    coverage.seriesExtended += extended;
    if (isRederived && missed.length === 0) this.stale.delete(tenantId);
  }

  #seriesOf(tenantId: string): readonly BookedSeries[] {
    const rows = [...this.#world.engine.tables.rows.values()];
    const own = rows.filter((row) => row.tenantId === tenantId && row.collection === 'series');
    return own.flatMap(({ versions }) => (versions.at(-1)?.document as BookedSeries | undefined) ?? []); // Of series.
  }

  #newId(): string {
    this.#made += 1;
    const digits = Math.floor(fate(this.#world.seed, 'horizon', this.#made) * 2 ** 32);
    return `${digits.toString(16).padStart(8, '0')}-0e0e-4000-8000-${String(this.#made).padStart(12, '0')}`;
  }

  /** It is tried again later; the next run finds the same series due. */
  #unlessGone(raw: unknown): void {
    const error = withoutDetail(raw);
    if (error instanceof Outage || isRetryable(error)) return;
    this.#world.fail(raw instanceof Error ? raw : new Violation('FAULT', 'the horizon job failed'));
  }
}
