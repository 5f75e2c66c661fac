import type { Intent } from '#shared/commands/command-definition.ts';
import { type SeededRandom, seededRandom } from '#shared/lib/seeded-random.ts';
import { collides } from '#shared/scheduling/claim.ts';
import type { LeaseRule } from '#shared/scheduling/lease.ts';
import { instant, plusMinutes } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { booking } from '#tests/builders/booking.ts';
import { location } from '#tests/builders/clinic.ts';
import { freshClaims } from '#server/authority/leases/fresh-claims.ts';
import type { PartitionBug } from '#tests/simulation/partition/partition-bugs.ts';
import { PartitionDesk, type Promised } from '#tests/simulation/partition/partition-desk.ts';
import { type Decided, PartitionServer } from '#tests/simulation/partition/partition-server.ts';
import { seedClinic, simClinic, simId } from '#tests/simulation/sim-clinic.ts';
import { type Effect, rowKey, type Tables } from '#tests/simulation/store/memory-engine.ts';
import { wallStart } from '#tests/simulation/time/virtual-globals.ts';
import { VirtualTime } from '#tests/simulation/time/virtual-time.ts';

/** What happened in one seed, or in many. */
export type PartitionCounts = {
  promised: number;
  /** Promised while the desk was cut off. */
  promisedOffline: number;
  keptInTime: number;
  decidedAfterExpiry: number;
  givenUp: number;
  leasedVerdicts: number;
  otherConflicts: number;
  cuts: number;
  crashes: number;
  clocksSet: number;
};

export type PartitionResult = {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly counts: PartitionCounts;
};

export const noCounts = (): PartitionCounts => ({
  promised: 0,
  promisedOffline: 0,
  keptInTime: 0,
  decidedAfterExpiry: 0,
  givenUp: 0,
  leasedVerdicts: 0,
  otherConflicts: 0,
  cuts: 0,
  crashes: 0,
  clocksSet: 0,
});

const MINUTE = 60_000;
const ACTING_MS = 40 * MINUTE;
const desks = 3;

/** Cuts, crashes, clocks that jump, desks that all want the same time: and what was promised in a lease is kept. */
export async function runPartitionSeed(seed: number, bug: PartitionBug | null = null): Promise<PartitionResult> {
  const run = new PartitionRun(seed, bug);
  await run.act();
  return { seed, violations: run.violations, counts: run.counts };
}

class PartitionRun {
  readonly violations: string[] = [];
  readonly counts = noCounts();
  readonly #time = new VirtualTime();
  readonly #random: SeededRandom;
  readonly #clinic = simClinic(0, 3);
  readonly #server: PartitionServer;
  readonly #desks: readonly PartitionDesk[];
  readonly #promised = new Map<string, Promised>();
  readonly #decided = new Map<string, Decided & { readonly at: number }>();
  #visits = 0;
  #quietSlots = 0;
  #isHealing = false;

  constructor(seed: number, bug: PartitionBug | null) {
    const random = seededRandom(`partition/${seed}`);
    this.#random = random.fork('people');
    this.#server = new PartitionServer({
      time: this.#time,
      random: random.fork('server'),
      bug,
      onDecided: (effect, before) => {
        this.#onDecided(effect.record);
        this.#checkLeases(effect, before);
      },
      onPoke: (kind) => {
        for (const desk of this.#desks) this.#time.after(random.next() * 40, () => desk.poke(kind));
      },
    });
    this.#desks = Array.from({ length: desks }, (_, at) => this.#desk(at, random.fork(`desk ${at}`), bug));
    seedClinic(this.#server.engine.tables, this.#clinic);
    this.#lease();
  }

  async act(): Promise<void> {
    for (const desk of this.#desks) await this.#running(() => desk.start());
    const actions = this.#random.int(25, 60);
    for (let at = 0; at < actions; at += 1) this.#time.after(this.#random.next() * ACTING_MS, () => this.#happen());
    for (const desk of this.#desks) {
      for (let at = MINUTE; at < ACTING_MS; at += (0.3 + this.#random.next() * 2) * MINUTE)
        this.#time.after(at, () => this.#renewInARush(desk));
    }
    await this.#time.run(ACTING_MS, () => false);
    await this.#heal();
    this.#judge();
  }

  #desk(at: number, random: SeededRandom, bug: PartitionBug | null): PartitionDesk {
    return new PartitionDesk({
      time: this.#time,
      random,
      server: this.#server,
      identity: { tenantId: this.#clinic.tenantId, deskId: simId('desk', 0, at + 1) },
      actorId: this.#clinic.people[0]?.id ?? '',
      bug,
      onPromised: (promised) => {
        this.#promised.set(promised.command.id, promised);
        this.counts.promised += 1;
        if (this.#desks[at]?.isCut === true) this.counts.promisedOffline += 1;
        this.#checkTime(promised);
        this.#checkFree(promised);
      },
      onGivenUp: () => void (this.counts.givenUp += 1),
    });
  }

  /** The first desk keeps two rooms, the second a room of two lanes, one of them for a short time only; the third nothing. */
  #lease(): void {
    const [first = '', second = '', third = ''] = this.#clinic.resourceIds;
    const rule = (desk: number, resourceIds: string[], lastsMinutes: number | null): LeaseRule => ({
      deskId: simId('desk', 0, desk),
      resourceIds,
      days: 2,
      lastsMinutes,
    });
    // Short, so that leases end and are granted anew all the time.
    const short = this.#random.pick([null, 1, 1, 2, 5]);
    const leaseRules = [rule(1, [first], null), rule(1, [second], short), rule(2, [third], short === null ? 1 : null)];
    const document = location({ id: this.#clinic.locationId, leaseRules });
    const key = rowKey(this.#clinic.tenantId, 'locations', document.id);
    this.#server.engine.tables.rows.get(key)?.versions.push({ seq: 0, xid: 2, stampMs: 0, visibleAt: 0, document });
  }

  #happen(): void {
    const desk = this.#random.pick(this.#desks);
    const dice = this.#random.next();
    if (dice < 0.5) return void desk.act(this.#book());
    if (dice < 0.62) return this.#moveSomething(desk);
    if (dice < 0.76) return this.#cut(desk);
    if (dice < 0.84) return this.#crash(desk);
    if (dice < 0.92) {
      this.counts.clocksSet += 1;
      return desk.setClock(this.#random.pick([0, -3, -30, -300, 5, 60, 1440]) * MINUTE);
    }
    if (dice < 0.94) return desk.discard();
    if (dice < 0.96) return this.#fallOver();
    if (dice < 0.98) return this.#knowTooLittle();
    // Everybody wants the same at once.
    const { input } = this.#book();
    for (const one of this.#desks)
      void one.act({ name: 'appointment.book', input: { ...input, appointmentId: this.#newVisit() } });
  }

  #book() {
    const resources = this.#random.shuffled(this.#clinic.resourceIds).slice(0, this.#random.chance(0.25) ? 2 : 1);
    const start = this.#slot();
    return booking({
      appointmentId: this.#newVisit(),
      locationId: this.#clinic.locationId,
      serviceId: this.#random.pick(this.#clinic.serviceIds),
      start,
      phases: [{ minutes: this.#random.pick([15, 30, 45]), resourceIds: resources }],
    });
  }

  #slot() {
    const slot = this.#random.chance(0.5) ? this.#random.int(0, 1) * 2 : this.#random.int(0, 11);
    return plusMinutes(instant(wallStart + 2 * 60 * MINUTE), slot * 15);
  }

  #newVisit(): string {
    this.#visits += 1;
    return simId('visit', 0, this.#visits);
  }

  #moveSomething(desk: PartitionDesk): void {
    const visits = [...(desk.view?.all('appointments').values() ?? [])].filter(({ status }) => status === 'booked');
    if (visits.length === 0) return;
    const visit = this.#random.pick(visits);
    const resourceIds = [...new Set(visit.phases.flatMap((phase) => phase.resourceIds))];
    const seen = { start: visit.start, end: visit.end, resourceIds };
    const move: Intent = {
      name: 'appointment.move',
      input: { appointmentId: visit.id, start: this.#slot(), swaps: [], seen },
    };
    const cancel: Intent = { name: 'appointment.cancel', input: { appointmentId: visit.id, reason: '' } };
    void desk.act(this.#random.chance(0.6) ? move : cancel);
  }

  /** A lease may be granted just now: sometimes everybody else books at the same moment. */
  #renewInARush(desk: PartitionDesk): void {
    desk.reconnected();
    if (!this.#random.chance(0.25)) return;
    for (const other of this.#desks)
      if (other !== desk) this.#later(this.#random.next() * 300, () => void other.act(this.#book()));
  }

  /** People go on, here and elsewhere. */
  #cut(desk: PartitionDesk): void {
    this.counts.cuts += 1;
    desk.cut();
    if (this.#random.chance(0.3)) desk.setClock(this.#random.pick([-3, -30, -300]) * MINUTE);
    const lastsMs = this.#random.int(5, 25 * 60) * 1_000;
    for (let at = this.#random.int(1, 4); at > 0; at -= 1) {
      this.#later(this.#random.next() * lastsMs, () => void desk.act(this.#book()));
      this.#later(this.#random.next() * lastsMs, () => void this.#random.pick(this.#desks).act(this.#book()));
    }
    // Somebody else takes what they may both want; and when the line is back, it is sometimes gone again at once.
    const phases = [{ minutes: 30, resourceIds: [this.#clinic.resourceIds[1] ?? ''] }];
    const { input } = this.#book();
    const wish = (): Intent => ({
      name: 'appointment.book',
      input: { ...input, phases, appointmentId: this.#newVisit() },
    });
    if (this.#random.chance(0.5)) this.#later(lastsMs - 4_000, () => void this.#desks[2]?.act(wish()));
    this.#later(lastsMs, () => {
      desk.mend();
      if (this.#random.chance(0.4)) this.#later(30 + this.#random.next() * 500, () => this.#gone(desk, wish()));
    });
  }

  #gone(desk: PartitionDesk, wish: Intent): void {
    this.counts.cuts += 1;
    desk.cut();
    this.#later(800, () => void desk.act(wish));
    this.#later(this.#random.next() * 20_000, () => void desk.act(this.#book()));
    this.#later(20_000 + this.#random.next() * 2 * MINUTE, () => desk.mend());
  }

  #crash(desk: PartitionDesk): void {
    if (!desk.isUp) return;
    this.counts.crashes += 1;
    desk.crash();
    this.#later(this.#random.int(1, 300) * 1_000, () => void (desk.isUp || desk.start()));
  }

  /** Somebody asks for time that is kept; soon after, the desk that kept it falls over, comes back alone, and books it. */
  #fallOver(): void {
    const [keeper, , other] = this.#desks;
    const { input } = this.#book();
    const phases = [{ minutes: 30, resourceIds: [this.#clinic.resourceIds[0] ?? ''] }];
    const wish = (): Intent => ({
      name: 'appointment.book',
      input: { ...input, phases, appointmentId: this.#newVisit() },
    });
    void other?.act(wish());
    this.#later(this.#random.next() * 1_200, () => {
      if (keeper === undefined || !keeper.isUp) return;
      this.counts.crashes += 1;
      keeper.crash();
      keeper.cut();
      this.#later(1_000, () => void (keeper.isUp || keeper.start().then(() => keeper.act(wish()))));
      this.#later(this.#random.int(5, 100) * 1_000, () => keeper.mend());
    });
  }

  /**
   * A lease ends while its desk is away, and somebody books; the desk is granted it anew, but is gone before it has read.
   * In time that nobody else wants: else the desk would know already that it is taken, and promise nothing.
   */
  #knowTooLittle(): void {
    const [keeper, , other] = this.#desks;
    if (keeper === undefined) return;
    this.counts.cuts += 1;
    this.#quietSlots += 1;
    const start = plusMinutes(instant(wallStart + 6 * 60 * MINUTE), this.#quietSlots * 45);
    const phases = [{ minutes: 15, resourceIds: [this.#clinic.resourceIds[1] ?? ''] }];
    const { input } = this.#book();
    const wish = (): Intent => ({
      name: 'appointment.book',
      input: { ...input, start, phases, appointmentId: this.#newVisit() },
    });
    keeper.cut();
    this.#later(6 * MINUTE, () => void other?.act(wish()));
    this.#later(7 * MINUTE, () => {
      keeper.pullsFromMs = this.#time.now + 10_000;
      keeper.mend();
      this.#later(3_000, () => keeper.cut());
      this.#later(4_000, () => void keeper.act(wish()));
      this.#later(30_000, () => keeper.mend());
    });
  }

  /** What people and the weather do ends when everything heals. */
  #later(afterMs: number, work: () => void): void {
    this.#time.after(afterMs, () => void (this.#isHealing || work()));
  }

  /** Everything comes back; then nothing is left undecided, and who keeps time gives it up when asked (LE6). */
  async #heal(): Promise<void> {
    this.#isHealing = true;
    for (const desk of this.#desks) {
      desk.mend();
      if (!desk.isUp) void desk.start();
    }
    const quietAt = this.#time.now + 3 * MINUTE;
    for (let at = 1; at < 18; at += 1)
      this.#time.after(at * 10_000, () => this.#desks.forEach((desk) => desk.reconnected()));
    await this.#time.run(quietAt, () => false);
    for (const [at, desk] of this.#desks.entries())
      if (desk.unsent > 0) this.violations.push(`desk ${at + 1} still has ${desk.unsent} commands without a verdict`);
    await this.#recallOnce();
  }

  async #recallOnce(): Promise<void> {
    const free = instant(wallStart + 10 * 60 * MINUTE);
    const [resource = ''] = this.#clinic.resourceIds;
    const third = this.#desks[2];
    const span: Interval = { start: free, end: plusMinutes(free, 30) };
    if (third === undefined || (third.view?.claimsOn(resource, span).length ?? 0) > 0) return;
    const appointmentId = this.#newVisit();
    const phases = [{ minutes: 30, resourceIds: [resource] }];
    const { input } = booking({
      appointmentId,
      locationId: this.#clinic.locationId,
      serviceId: this.#clinic.serviceIds[0] ?? '',
      start: free,
      phases,
    });
    for (let at = 1; at < 12; at += 1)
      this.#time.after(at * 5_000, () => this.#desks.forEach((desk) => desk.reconnected()));
    void third.act({ name: 'appointment.book', input });
    await this.#time.run(this.#time.now + MINUTE, () => false);
    const decided = [...this.#decided.values()].find(({ command }) => subjectOf(command.input) === appointmentId);
    if (decided === undefined) this.violations.push('a booking that recalls a lease was never decided');
  }

  #onDecided(decided: Decided): void {
    this.#decided.set(decided.command.id, { ...decided, at: this.#server.now() });
  }

  /** While a desk says "guaranteed", the lease is in force, or the time that it keeps is over with it (LE8). */
  #checkTime({ command, until, claims, at }: Promised): void {
    const isOver = claims.every(({ end }) => end <= until);
    if (at >= until && !isOver) this.violations.push(`${command.id} was promised ${at - until} ms after the lease`);
  }

  /** What is promised is not somebody else's already (LE4). */
  #checkFree({ command, claims }: Promised): void {
    const oneLane = claims.filter(({ resourceId }) => resourceId !== this.#clinic.resourceIds[2]);
    const visitId = subjectOf(command.input);
    const taken = this.#server.engine.tables.claims.filter(
      (row) =>
        row.insertedBy === null && row.claim.holder.id !== visitId && oneLane.some((one) => collides(one, row.claim)),
    );
    if (taken.length > 0) this.violations.push(`${command.id} was promised time that is taken`);
  }

  /** Nobody takes time in another desk's lease (LE2). */
  #checkLeases({ record, changes }: Effect, before: Tables): void {
    for (const change of changes) {
      const { document } = change;
      if (!('claims' in document)) continue;
      const row = before.rows.get(rowKey(this.#clinic.tenantId, change.collection, document.id));
      const held = row?.versions.at(-1)?.document;
      const holder = { kind: 'appointment' as const, id: document.id };
      const own = held !== undefined && 'claims' in held ? held.claims.map((claim) => ({ ...claim, holder })) : [];
      const fresh = freshClaims(
        document.claims.map((claim) => ({ ...claim, holder })),
        own,
      );
      if (this.#server.leases.isLeased(this.#clinic.tenantId, record.desk.deskId, fresh))
        this.violations.push(`${record.command.id} took time in another desk's lease`);
    }
  }

  #judge(): void {
    for (const [id, { verdict, at, desk }] of this.#decided) {
      const conflicts = conflictsOf(verdict);
      if (conflicts.some(({ reason }) => reason === 'leased')) this.counts.leasedVerdicts += 1;
      else if (conflicts.length > 0) this.counts.otherConflicts += 1;
      const promised = this.#promised.get(id);
      if (promised === undefined) continue;
      if (at >= promised.until) this.counts.decidedAfterExpiry += 1;
      else if (conflicts.length === 0) this.counts.keptInTime += 1;
      else
        this.violations.push(
          `${id} of ${desk.deskId} was guaranteed and is ${verdict.kind}: ${JSON.stringify(conflicts)}`,
        );
    }
  }

  async #running(work: () => Promise<void>): Promise<void> {
    let isDone = false;
    void work().then(() => (isDone = true));
    await this.#time.run(this.#time.now + MINUTE, () => isDone);
  }
}

function conflictsOf(verdict: Decided['verdict']) {
  if (verdict.kind === 'displaced') return verdict.conflicts;
  return verdict.kind === 'refused' ? verdict.refusal.conflicts : [];
}

function subjectOf(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'appointmentId' in input ? input.appointmentId : null;
}
