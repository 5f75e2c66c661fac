import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type CommandName, commands } from '#shared/commands/registry.ts';
import { must } from '#shared/lib/must.ts';
import { roles } from '#shared/scheduling/person.ts';
import { instant } from '#shared/time/instant.ts';
import { appRouter } from '#server/api/router.ts';
import { type CanaryClinic, openCanaryClinic } from '#tests/server/isolation/canary-clinic.ts';
import { commandAbout, makesItsOwn } from '#tests/server/isolation/command-asks.ts';
import { fingerprint } from '#tests/server/isolation/fingerprint.ts';
import { type Ask, type ProcedureAsk, procedureAsks } from '#tests/server/isolation/procedure-asks.ts';
import { askerOf, outcomeBy, type TwoClinics, type WhoAsks, whoAsks } from '#tests/server/isolation/who-asks.ts';
import { commandPolicies, type Policy, procedurePolicies } from '#tests/server/policy.ts';
import { startTestServer, type TestServer } from '#tests/server/test-server.ts';

let server: TestServer;
/** They are asked for the same time of the same resources. */
let alike: readonly [CanaryClinic, CanaryClinic];
/** What is asked for in one of them is free in the other one. */
let apart: readonly [CanaryClinic, CanaryClinic];
let admin: Client;
beforeAll(async () => {
  server = await startTestServer();
  const open = (canary: string, from?: string) => openCanaryClinic(server.tables, canary, from);
  alike = [await open('Kestrel'), await open('Wagtail')];
  apart = [await open('Bullfinch'), await open('Nightjar', '2027-09-01')];
  admin = await server.tables.connectAs('admin');
});
afterAll(async () => {
  await admin.end();
  await server.close();
});

const bothWays = ([one, other]: readonly [CanaryClinic, CanaryClinic]): readonly TwoClinics[] => [
  { here: one, there: other, url: server.url },
  { here: other, there: one, url: server.url },
];

type Asked = { readonly name: string; readonly policy: Policy } & ProcedureAsk;

// The registry's own keys.
const commandNames = Object.keys(commands) as readonly CommandName[];
const procedures = Object.keys(appRouter._def.procedures).filter((name) => name !== 'commands.push');
const everything: readonly Asked[] = [
  ...procedures.map((name) => ({ name, policy: policyOf(name), ...must(procedureAsks[name], `an ask for ${name}`) })),
  ...commandNames.map((name) => ({
    name: `commands.push ${name}`,
    policy: commandPolicies[name],
    about: (of: CanaryClinic) => aboutCommand(name, of),
  })),
];

function policyOf(name: string): Policy {
  const policy = procedurePolicies[name];
  if (policy === undefined || policy === 'as its commands') throw new Error(`no policy says who may ask for ${name}`);
  return policy;
}

let sequence = 0;

async function aboutCommand(name: CommandName, of: CanaryClinic): Promise<Ask> {
  const intent = await commandAbout(name, of);
  return ({ client, actorId }) => {
    sequence += 1;
    const command = { ...intent, id: randomUUID(), actorId, deskTime: instant(Date.now()), sequence };
    return client.commands.push.mutate({ commands: [command] });
  };
}

type Answer = { readonly outcome: string; readonly said: string };

async function answerTo(asking: Promise<unknown>): Promise<Answer> {
  try {
    const answer = await asking;
    return { outcome: outcomeOf(answer), said: JSON.stringify(answer) };
  } catch (error) {
    const { message } = error instanceof Error ? error : { message: String(error) };
    return { outcome: message, said: JSON.stringify(error) + message };
  }
}

/** Refusals come as answers, too. */
const outcomeSchema = z.object({
  kind: z.string(),
  code: z.string().optional(),
  refusal: z.object({ code: z.string() }).optional(),
});
const pushedSchema = z.object({ verdicts: z.array(z.object({ verdict: outcomeSchema })) });
const welcome: ReadonlySet<string> = new Set(
  ['set', 'held', 'released', 'signed-in', 'accepted'].concat(['created', 'listed', 'revoked', 'exported', 'dates']),
);

function outcomeOf(answer: unknown): string {
  const [pushed] = pushedSchema.safeParse(answer).data?.verdicts ?? [];
  const { kind, code, refusal } = pushed?.verdict ?? outcomeSchema.safeParse(answer).data ?? {};
  if (kind === undefined || welcome.has(kind)) return 'served';
  return code ?? refusal?.code ?? kind;
}

/** What is there besides a trace of who asked. */
const traces = ['audit', 'command'];

describe('[TI1] [I6] what another clinic has', () => {
  test.each(everything.filter(({ isBySecret }) => isBySecret !== true))(
    '$name: nobody reads or changes any of it, whatever ids they name',
    async (asked) => {
      for (const two of bothWays(apart)) {
        const asks = new Map<WhoAsks, Ask>();
        for (const who of roles) asks.set(who, await asked.about(two.there));
        const before = await fingerprint(admin, two.there.tenantId);
        for (const [who, ask] of asks) {
          const { said } = await answerTo(ask(askerOf(who, two)));
          expect(said).not.toContain(two.there.canary);
          expect(said).not.toContain(two.there.tenantId);
        }
        expect(await fingerprint(admin, two.there.tenantId)).toEqual(before);
      }
    },
  );

  test.each(commandNames.filter((name) => makesItsOwn.has(name)))(
    'commands.push %s: not where it is there already, either',
    async (name) => {
      for (const two of bothWays(apart)) {
        const ask = await aboutCommand(name, two.there);
        expect((await answerTo(ask(askerOf('owner', { ...two, here: two.there })))).outcome).toBe('served');
        const before = await fingerprint(admin, two.there.tenantId);
        const { said } = await answerTo(ask(askerOf('owner', two)));
        expect(said).not.toContain(two.there.canary);
        expect(await fingerprint(admin, two.there.tenantId)).toEqual(before);
      }
    },
  );
});

describe('[TI2] [I11] who may ask for what', () => {
  test('every procedure and every command has an entry in the policy, and there are no others', () => {
    const asked = Object.keys(appRouter._def.procedures).toSorted();
    expect(Object.keys(procedurePolicies).toSorted()).toEqual(asked);
    expect(Object.keys(commandPolicies).toSorted()).toEqual(Object.keys(commands).toSorted());
  });

  test.each(everything)('$name: what the policy says, and nothing changes where it says no', async (asked) => {
    for (const two of bothWays(alike)) {
      const [here, there] = [two.here.tenantId, two.there.tenantId];
      for (const isServed of [true, false]) {
        const these = whoAsks.filter((who) => (outcomeBy(asked.policy, who) === 'served') === isServed);
        const asks = new Map<WhoAsks, Ask>();
        for (const who of these) asks.set(who, await asked.about(two.here));
        const before = [await fingerprint(admin, there), isServed ? null : await fingerprint(admin, here, traces)];
        const answers = new Map<WhoAsks, Answer>();
        for (const [who, ask] of asks) answers.set(who, await answerTo(ask(askerOf(who, two))));
        const found = Object.fromEntries([...answers].map(([who, { outcome }]) => [who, outcome]));
        expect(found).toEqual(Object.fromEntries(these.map((who) => [who, outcomeBy(asked.policy, who)])));
        for (const { said } of answers.values()) expect(said).not.toContain(two.there.canary);
        if (isServed && asked.tells === true) expect(answers.get('owner')?.said).toContain(two.here.canary);
        expect([await fingerprint(admin, there), isServed ? null : await fingerprint(admin, here, traces)]).toEqual(
          before,
        );
      }
    }
  });
});
