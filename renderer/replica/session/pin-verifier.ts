import { z } from 'zod';

const ITERATIONS = 310_000;

/** Proves a PIN without keeping it. */
const verifierSchema = z.strictObject({
  salt: z.string(),
  iterations: z.int().min(200_000).max(10_000_000),
  hash: z.string(),
});

/** @returns what to keep, as text; null where the page has no cryptography (not a secure origin). */
export async function makePinVerifier(pin: string): Promise<string | null> {
  if (!hasCryptography()) return null;
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const hash = await stretch(pin, salt, ITERATIONS);
  return JSON.stringify({ salt: toHex(salt), iterations: ITERATIONS, hash: toHex(hash) });
}

export async function isPinRight(pin: string, verifierText: string): Promise<boolean> {
  if (!hasCryptography()) return false;
  const { salt, iterations, hash } = verifierSchema.parse(JSON.parse(verifierText));
  return isSame(await stretch(pin, fromHex(salt), iterations), fromHex(hash));
}

async function stretch(
  pin: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 256);
  return new Uint8Array(bits);
}

/** Takes the same time wherever they differ. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at += 1) difference |= (a[at] ?? 0) ^ (b[at] ?? 0);
  return difference === 0;
}

function hasCryptography(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
