import type { DeskRecords } from '#shared/desktop/outbox.ts';
import type { SignIn } from '#shared/replication/session.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { Desk, DeskSession, View } from '#renderer/replica/desk.ts';
import { wallClock } from '#renderer/replica/monotonic-clock.ts';
import { Outage } from '#renderer/replica/network/outage.ts';
import type { ServerAccess } from '#renderer/replica/network/server-access.ts';
import type { ServerLocator } from '#renderer/replica/network/server-locator.ts';
import { DeskEnrolment, type Enrolled } from '#renderer/replica/session/enrolment.ts';
import { OfflineSignIn } from '#renderer/replica/session/offline-sign-in.ts';
import { createStore } from '#renderer/replica/store.ts';

type SessionOptions = {
  readonly records: DeskRecords;
  readonly locator: ServerLocator;
  /** What a desk is called that nobody was asked about. */
  readonly usualName: string;
  readonly view: View;
  /** Asks the server. @throws Outage */
  readonly askServer: (personId: string, pin: string) => Promise<SignIn>;
  readonly onEnrolled: (enrolled: Enrolled) => void;
  /** Somebody else than the last one has signed in. */
  readonly onOther: () => void;
};

const RETRY_MS = 2_000;
const REENROL_MS = 30_000;

/** Whose desk this is and who is at it. A restart locks it; nobody needs the server to come back in. */
export class LiveSession {
  readonly #options: SessionOptions;
  readonly enrolment: DeskEnrolment;
  readonly #offline: OfflineSignIn;
  readonly state = createStore<DeskSession>({ state: 'not-enrolled', reason: 'no-server' });
  readonly tenantName = createStore('');
  #nextReenrolment = 0;
  #lastPersonId: string | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.enrolment = new DeskEnrolment(options.records, options.locator, options.usualName);
    this.#offline = new OfflineSignIn(options.records);
  }

  person(): Person | null {
    const session = this.state.get();
    return session.state === 'signed-in' ? session.person : null;
  }

  deskId(): string | null {
    return this.enrolment.current?.deskId ?? null;
  }

  /** Reads the enrolment of an earlier run; resolves without waiting for any server. */
  async load(): Promise<void> {
    const enrolment = await this.enrolment.load();
    if (enrolment === null) return;
    this.tenantName.set(enrolment.tenantName);
    this.state.set({ state: 'locked' });
  }

  /** Tries until this desk is enrolled, or a person has to type a code. */
  async enrolWhenPossible(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.enrolment.current === null) {
      const result = await this.enrolment.enrolByItself();
      if (result.kind === 'enrolled') return this.#enrolled(result);
      this.state.set({ state: 'not-enrolled', reason: result.kind });
      await pause(RETRY_MS, this.#options.locator, signal);
    }
  }

  /** What screens use of it. */
  asDesk(): Pick<Desk, 'session' | 'tenantName' | 'enrol' | 'signIn' | 'lock'> & { readonly access: ServerAccess } {
    return {
      session: this.state,
      tenantName: this.tenantName,
      enrol: (code, deskName) => this.enrol(code, deskName),
      signIn: (personId, pin) => this.signIn(personId, pin),
      lock: () => this.lock(),
      access: { url: () => this.#options.locator.url(), deskKey: () => this.enrolment.current?.deskKey ?? null },
    };
  }

  async enrol(code: string, deskName: string): ReturnType<Desk['enrol']> {
    const result = await this.enrolment.enrol(code, deskName);
    if (result.kind === 'enrolled') this.#enrolled(result);
    return result.kind;
  }

  /** Another window of this desk has enrolled it. */
  async reload(): Promise<void> {
    await this.load();
  }

  /**
   * The server does not know this desk's key, as after its data was replaced. Where the server of this very computer
   * offers its code, the desk enrols again; elsewhere a person decides. The outbox is kept either way.
   */
  async keyRefused(): Promise<void> {
    if (performance.now() < this.#nextReenrolment) return;
    this.#nextReenrolment = performance.now() + REENROL_MS;
    const result = await this.enrolment.enrolByItself();
    if (result.kind === 'enrolled') this.#enrolled(result);
  }

  async signIn(personId: string, pin: string): ReturnType<Desk['signIn']> {
    const answer = await this.#ask(personId, pin);
    if (answer.kind !== 'signed-in') return answer;
    const { person } = answer;
    if (this.#lastPersonId !== null && this.#lastPersonId !== person.id) this.#options.onOther();
    this.#lastPersonId = person.id;
    this.state.set({ state: 'signed-in', person });
    return answer;
  }

  lock(): void {
    if (this.state.get().state === 'signed-in') this.state.set({ state: 'locked' });
  }

  async #ask(personId: string, pin: string): ReturnType<Desk['signIn']> {
    try {
      const answer = await this.#options.askServer(personId, pin);
      if (answer.kind === 'signed-in') await this.#offline.remember(personId, pin).catch(() => {});
      return answer;
    } catch (error) {
      if (!(error instanceof Outage)) throw error;
      const person = this.#options.view.find('people', personId);
      return person === null ? { kind: 'unknown-offline' } : this.#offline.signIn(person, pin, wallClock());
    }
  }

  #enrolled(enrolled: Enrolled): void {
    this.tenantName.set(enrolled.enrolment.tenantName);
    this.state.set({ state: 'locked' });
    this.#options.onEnrolled(enrolled);
  }
}

function pause(ms: number, locator: ServerLocator, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const stop = locator.onMove(end);
    signal.addEventListener('abort', end, { once: true });
  });
}
