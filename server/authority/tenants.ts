import { randomInt } from 'node:crypto';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '#server/database/schema.ts';
import { withTenant } from '#server/database/tenant-scope.ts';

/** Shown on the sign-in screen of a clinic whose PINs everybody may know, or that still has its first one. */
const signInHintSchema = z.strictObject({ kind: z.enum(['demo', 'first-start']), pin: z.string() });
export type SignInHint = Readonly<z.infer<typeof signInHintSchema>>;

export type TenantDraft = {
  readonly id: string;
  readonly name: string;
  readonly isDemo: boolean;
  readonly signInHint: SignInHint | null;
};
export type Tenant = TenantDraft & {
  readonly enrolmentCode: string;
  /** For how long a slot is held for whoever chose it. */
  readonly holdMinutes: number;
};

/** Makes the tenant unless it is there; its enrolment code is made once and stays. */
export async function ensureTenant(db: Kysely<Schema>, { id, name, isDemo, signInHint }: TenantDraft): Promise<Tenant> {
  await withTenant(db, id, async (tx) => {
    await tx
      .insertInto('tenant')
      .values({
        id,
        name,
        is_demo: isDemo,
        enrolment_code: newEnrolmentCode(),
        sign_in_hint: signInHint === null ? null : JSON.stringify(signInHint),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
  const tenant = await findTenant(db, id);
  if (tenant === null) throw new Error('a tenant that was just made is missing');
  return tenant;
}

export async function findTenant(db: Kysely<Schema>, id: string): Promise<Tenant | null> {
  const row = await withTenant(db, id, async (tx) =>
    tx.selectFrom('tenant').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  if (row === undefined) return null;
  const hint = signInHintSchema.safeParse(row.sign_in_hint);
  return {
    id: row.id,
    name: row.name,
    isDemo: row.is_demo,
    enrolmentCode: row.enrolment_code,
    holdMinutes: row.hold_minutes,
    signInHint: hint.success ? hint.data : null,
  };
}

const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

// Crockford's base 32, twelve letters: sixty bits, and none that looks like another.
function newEnrolmentCode(): string {
  return Array.from({ length: 12 }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('');
}
