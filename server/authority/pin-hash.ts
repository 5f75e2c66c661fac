import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

export type PinHash = { readonly salt: Buffer; readonly hash: Buffer };

// 16 MB and some 40 ms: a PIN is short, so each guess must cost.
const cost = { N: 16_384, r: 8, p: 1 };

export async function hashPin(pin: string): Promise<PinHash> {
  const salt = randomBytes(16);
  return { salt, hash: await derive(pin, salt) };
}

export async function isPin(pin: string, { salt, hash }: PinHash): Promise<boolean> {
  return timingSafeEqual(await derive(pin, salt), hash);
}

function derive(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin.normalize('NFKC'), salt, 32, cost, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
