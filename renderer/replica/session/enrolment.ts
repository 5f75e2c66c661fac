import type { DeskRecords } from '#shared/desktop/outbox.ts';
import { type Enrolment, enrolOutputSchema } from '#shared/replication/session.ts';
import { asOutage } from '#renderer/replica/network/outage.ts';
import type { ServerLocator } from '#renderer/replica/network/server-locator.ts';
import { serverClient } from '#renderer/replica/server-client.ts';

const KEY = 'enrolment';

export type Enrolled = { readonly kind: 'enrolled'; readonly enrolment: Enrolment; readonly isOtherClinic: boolean };
export type NotEnrolled<Reason extends string> = { readonly kind: Reason };

/** This desk's place at a clinic: its key, kept in the desk's records. */
export class DeskEnrolment {
  readonly #records: DeskRecords;
  readonly #locator: ServerLocator;
  readonly #usualName: string;
  #current: Enrolment | null = null;

  /** @param usualName what a desk is called that nobody was asked about. */
  constructor(records: DeskRecords, locator: ServerLocator, usualName: string) {
    this.#usualName = usualName;
    this.#records = records;
    this.#locator = locator;
  }

  get current(): Enrolment | null {
    return this.#current;
  }

  async load(): Promise<Enrolment | null> {
    const text = await this.#records.read(KEY);
    const parsed = text === null ? null : enrolOutputSchema.safeParse(JSON.parse(text));
    this.#current = parsed?.success === true ? parsed.data : null;
    return this.#current;
  }

  async enrol(
    code: string,
    deskName: string,
  ): Promise<Enrolled | NotEnrolled<'wrong-code'> | NotEnrolled<'no-server'>> {
    const url = this.#locator.url();
    if (url === null) return { kind: 'no-server' };
    try {
      const enrolment = await serverClient(url, null).enrol(code, deskName);
      const isOtherClinic = this.#current !== null && this.#current.tenantId !== enrolment.tenantId;
      await this.#records.write(KEY, JSON.stringify(enrolment));
      this.#current = enrolment;
      return { kind: 'enrolled', enrolment, isOtherClinic };
    } catch (error) {
      const { kind } = asOutage(error);
      return kind === 'rejected' || kind === 'not-authorised' ? { kind: 'wrong-code' } : { kind: 'no-server' };
    }
  }

  /** With the code that this computer's own server offers, when it does. */
  async enrolByItself(): Promise<Enrolled | NotEnrolled<'needs-code'> | NotEnrolled<'no-server'>> {
    if (this.#locator.url() === null) return { kind: 'no-server' };
    try {
      const code = await this.#locator.enrolmentCode();
      if (code === null) return { kind: 'needs-code' };
      const result = await this.enrol(code, this.#usualName);
      return result.kind === 'enrolled' || result.kind === 'no-server' ? result : { kind: 'needs-code' };
    } catch {
      return { kind: 'no-server' };
    }
  }
}
