import { z } from 'zod';
import type { DeskRecords } from '#shared/desktop/outbox.ts';
import type { SignIn } from '#shared/replication/session.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { Instant } from '#shared/time/instant.ts';
import { isPinRight, makePinVerifier } from '#renderer/replica/session/pin-verifier.ts';

const TRIES = 5;
const LOCK_MS = 60_000;

const triesSchema = z.strictObject({ wrong: z.int().min(0), lockedUntil: z.number() });

/** Lets people who have signed in here before do so while the server is away. */
export class OfflineSignIn {
  readonly #records: DeskRecords;

  constructor(records: DeskRecords) {
    this.#records = records;
  }

  /** The server has just taken this PIN. */
  async remember(personId: string, pin: string): Promise<void> {
    const verifier = await makePinVerifier(pin);
    if (verifier !== null) await this.#records.write(verifierKey(personId), verifier);
    await this.#records.remove(triesKey(personId));
  }

  /** The server no longer takes what this desk remembers. */
  async forget(personId: string): Promise<void> {
    await this.#records.remove(verifierKey(personId));
  }

  async signIn(person: Person, pin: string, now: Instant): Promise<SignIn | { readonly kind: 'unknown-offline' }> {
    const verifier = await this.#records.read(verifierKey(person.id));
    if (verifier === null || !person.isActive) return { kind: 'unknown-offline' };
    const { wrong, lockedUntil } = await this.#tries(person.id);
    // Bounded, so that a clock which was set back cannot lock a person out for days.
    const remainingMs = Math.min(lockedUntil - now, LOCK_MS);
    if (remainingMs > 0) return { kind: 'locked', retryAfterSeconds: Math.ceil(remainingMs / 1_000) };
    if (await isPinRight(pin, verifier)) {
      await this.#records.remove(triesKey(person.id));
      return { kind: 'signed-in', person };
    }
    const isLocked = wrong + 1 >= TRIES;
    const next = isLocked ? { wrong: 0, lockedUntil: now + LOCK_MS } : { wrong: wrong + 1, lockedUntil: 0 };
    await this.#records.write(triesKey(person.id), JSON.stringify(next));
    return isLocked
      ? { kind: 'locked', retryAfterSeconds: LOCK_MS / 1_000 }
      : { kind: 'wrong-pin', attemptsLeft: TRIES - next.wrong };
  }

  async #tries(personId: string): Promise<z.infer<typeof triesSchema>> {
    const text = await this.#records.read(triesKey(personId));
    return text === null ? { wrong: 0, lockedUntil: 0 } : triesSchema.parse(JSON.parse(text));
  }
}

function verifierKey(personId: string): string {
  return `pin-verifier/${personId}`;
}

function triesKey(personId: string): string {
  return `pin-tries/${personId}`;
}
