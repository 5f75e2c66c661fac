import { must } from '#shared/lib/must.ts';
import { roles } from '#shared/scheduling/person.ts';
import type { CanaryClinic } from '#tests/server/isolation/canary-clinic.ts';
import type { Asker } from '#tests/server/isolation/procedure-asks.ts';
import type { Policy } from '#tests/server/policy.ts';
import { testClient } from '#tests/server/test-client.ts';

/** Somebody of each role at a desk of the clinic, whoever did not sign in there, and what is no desk of it. */
export const whoAsks = [
  ...roles,
  'somebody who did not sign in',
  'somebody who left',
  'somebody of another clinic',
  'a desk that was revoked',
  'nobody',
  'a key that names another clinic',
  'a key that names another clinic’s desk',
] as const;
export type WhoAsks = (typeof whoAsks)[number];

const noDesk: ReadonlySet<WhoAsks> = new Set(whoAsks.slice(-4));

/** What comes of it: `served`, or the word of the refusal. */
export function outcomeBy(policy: Policy, who: WhoAsks): string {
  if (policy === 'anyone') return 'served';
  if (noDesk.has(who)) return 'desk-unknown';
  if (policy === 'any desk') return 'served';
  const role = roles.find((one) => one === who);
  if (role === undefined) return 'actor-unknown';
  return policy.includes(role) ? 'served' : 'not-permitted';
}

export type TwoClinics = { readonly here: CanaryClinic; readonly there: CanaryClinic; readonly url: string };

export function askerOf(who: WhoAsks, { here, there, url }: TwoClinics): Asker {
  const deskKey = keyOf(who, here, there);
  return { url, deskKey, client: testClient(url, deskKey), actorId: actorOf(who, here, there) };
}

function actorOf(who: WhoAsks, here: CanaryClinic, there: CanaryClinic): string {
  if (who === 'somebody who did not sign in') return here.stranger;
  if (who === 'somebody who left') return here.left;
  if (who === 'somebody of another clinic') return there.people.owner;
  return here.people[roles.find((role) => role === who) ?? 'owner'];
}

function keyOf(who: WhoAsks, here: CanaryClinic, there: CanaryClinic): string | null {
  const { key } = here.desk;
  if (who === 'nobody') return null;
  if (who === 'a desk that was revoked') return here.revokedKey;
  if (who === 'a key that names another clinic') return key.replace(here.tenantId, there.tenantId);
  const secret = must(key.split('_').slice(3).join('_') || null, 'a secret');
  if (who === 'a key that names another clinic’s desk') return `fd1_${there.tenantId}_${there.desk.deskId}_${secret}`;
  return key;
}
