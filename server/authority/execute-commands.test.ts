import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic } from '#tests/builders/clinic.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';

let here: TestClinic;
beforeAll(async () => {
  here = await openTestClinic();
});
afterAll(() => here.close());

/** A booking of its own, an hour each, so that tests do not meet. */
let hour = 0;
function freshBooking(overrides: Parameters<typeof booking>[0] = {}) {
  hour += 1;
  return booking({ appointmentId: randomUUID(), start: plusMinutes(at('2026-12-01T08:00'), hour * 60), ...overrides });
}

async function rowsOf(table: string, id: string): Promise<number> {
  const client = await here.database.connectAs('admin');
  const { rows } = await client.query<{ n: number }>(`select count(*)::integer as n from ${table} where id = $1`, [id]);
  await client.end();
  return must(rows[0], 'a count').n;
}

describe('one command, one effect', () => {
  test('[PS2] the same command sent again gets the same verdict, and changes nothing', async () => {
    const command = here.desk.command(freshBooking());
    const [first] = await here.desk.push([command]);
    const [second] = await here.desk.push([command]);
    expect(first?.kind).toBe('accepted');
    expect(second).toEqual(first);
    expect(await rowsOf('command', command.id)).toBe(1);
  });

  test('[PS2] the same command twice in one push has one effect', async () => {
    const command = here.desk.command(freshBooking());
    const [first, second] = await here.desk.push([command, command]);
    expect(first?.kind).toBe('accepted');
    expect(second).toEqual(first);
  });

  test('[PS2] [I4] twenty connections sending one command at once get one verdict', async () => {
    const command = here.desk.command(freshBooking());
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => here.desk.push([command])));
    expect(new Set(verdicts.map((one) => JSON.stringify(one)))).toHaveProperty('size', 1);
    expect(verdicts[0]?.[0]?.kind).toBe('accepted');
  });

  test('[PS2] a batch and its commands alone, sent at once, agree', async () => {
    const commands = Array.from({ length: 10 }, () => here.desk.command(freshBooking()));
    const [batch, ...alone] = await Promise.all([
      here.desk.push(commands),
      ...commands.toReversed().map((command) => here.desk.push([command])),
    ]);
    expect(alone.toReversed().map(([verdict]) => verdict)).toEqual(batch);
  });

  test('[PS2] a command that another desk re-offers has the verdict that it had', async () => {
    const command = here.desk.command(freshBooking());
    const [first] = await here.desk.push([command]);
    const copy = await here.openDesk();
    expect(await copy.push([{ ...command, sequence: 77 }])).toEqual([first]);
  });

  test.each([
    ['input', { input: booking({ appointmentId: randomUUID() }).input }],
    ['name', { name: 'appointment.cancel' }],
    ['actor', { actorId: clinic.receptionist }],
  ])('[PS3] the same id with another %s is refused, for ever with the same words', async (_what, other) => {
    const command = here.desk.command(freshBooking());
    await here.desk.push([command]);
    const [refused] = await here.desk.push([{ ...command, ...other }]);
    expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'command-id-reused' }, revisions: [] });
    expect(await here.desk.push([{ ...command, ...other }])).toEqual([refused]);
    expect(await rowsOf('command', command.id)).toBe(1);
  });

  test('[PS2] the order of keys in the input does not make it another command', async () => {
    const command = here.desk.command(freshBooking());
    const [first] = await here.desk.push([command]);
    const turned = Object.fromEntries(Object.entries(command.input as object).toReversed());
    expect(await here.desk.push([{ ...command, input: turned }])).toEqual([first]);
  });
});

describe('a push', () => {
  test('[PS4] commands see what earlier ones of the same push did', async () => {
    const intent = freshBooking({ client: { kind: 'new', id: randomUUID(), name: 'Mia', phone: '' } });
    const { appointmentId, start } = intent.input;
    const seen = { start, end: plusMinutes(start, 30), resourceIds: [clinic.anna, clinic.room1] };
    const verdicts = await here.desk.push([
      here.desk.command(intent),
      here.desk.command({
        name: 'appointment.move',
        input: { appointmentId, start: plusMinutes(start, 30), swaps: [], seen },
      }),
      here.desk.command({ name: 'appointment.cancel', input: { appointmentId, reason: '' } }),
    ]);
    expect(verdicts.map(({ kind, revisions }) => [kind, revisions.at(-1)?.version])).toEqual([
      ['accepted', 1],
      ['accepted', 2],
      ['accepted', 3],
    ]);
  });

  test('[PS5] [F3] one bad command in ten leaves nine good ones delivered', async () => {
    const commands = Array.from({ length: 10 }, () => here.desk.command(freshBooking()));
    const bad = { ...must(commands[4], 'ten'), name: 'appointment.explode' };
    const verdicts = await here.desk.push(commands.with(4, bad));
    expect(verdicts.map(({ kind }) => kind).join()).toBe(
      'accepted,accepted,accepted,accepted,refused,accepted,accepted,accepted,accepted,accepted',
    );
    expect(verdicts[4]).toMatchObject({ refusal: { code: 'unknown-command' } });
  });

  test('[PS5] [I13] a command that the database itself rejects is refused, and the others go on', async () => {
    const client = await here.database.connectAs('admin');
    await client.query("alter table client add constraint no_poison check (doc ->> 'name' <> 'Poison')");
    try {
      const poison = freshBooking({ client: { kind: 'new', id: randomUUID(), name: 'Poison', phone: '' } });
      const command = here.desk.command(poison);
      const verdicts = await here.desk.push([
        here.desk.command(freshBooking()),
        command,
        here.desk.command(freshBooking()),
      ]);
      expect(verdicts.map(({ kind }) => kind)).toEqual(['accepted', 'refused', 'accepted']);
      expect(verdicts[1]).toMatchObject({ refusal: { code: 'not-decidable' } });
      expect(await here.desk.push([command])).toEqual([verdicts[1]]);
      // Nothing of it is left behind, and nothing of what it said is told (F12).
      expect(await rowsOf('appointment', poison.input.appointmentId)).toBe(0);
      expect(here.reports.join()).toMatch(/not-decidable: appointment.book: database error 23514 \(no_poison\)/);
      expect(here.reports.join()).not.toMatch(/Poison/);
    } finally {
      await client.query('alter table client drop constraint no_poison');
      await client.end();
    }
  });
});

describe('who asks', () => {
  test('[PS8] a person who is not bound to the desk is not believed', async () => {
    const stranger = await here.addPerson('owner');
    const verdict = await here.desk.send(freshBooking(), { actorId: stranger });
    expect(verdict).toMatchObject({ kind: 'refused', refusal: { code: 'actor-unknown' } });
  });

  test('[PS8] [I11] the role is judged when the server decides, not when the desk sent', async () => {
    const personId = await here.addPerson('receptionist');
    await here.authority.bindPerson(here.desk, personId);
    expect(await here.desk.send(freshBooking(), { actorId: personId })).toMatchObject({ kind: 'accepted' });
    const draft = { id: personId, name: 'x', title: '', color: '#112233', isActive: true } as const;
    await here.authority.putPerson(here.tenantId, { ...draft, role: 'practitioner' }, null);
    expect(await here.desk.send(freshBooking(), { actorId: personId })).toMatchObject({
      refusal: { code: 'not-permitted' },
    });
    await here.authority.putPerson(here.tenantId, { ...draft, role: 'owner', isActive: false }, null);
    expect(await here.desk.send(freshBooking(), { actorId: personId })).toMatchObject({
      refusal: { code: 'actor-unknown' },
    });
  });
});

describe('the desk clock', () => {
  test.each([
    ['1970', 0, at('2000-01-01T00:00')],
    ['the day after tomorrow', plusMinutes(at('08:00'), 2 * 1440), at('08:00')],
    ['two days ago', plusMinutes(at('08:00'), -2 * 1440), plusMinutes(at('08:00'), -2 * 1440)],
  ])('[PS9] a desk that believes it is %s writes a believable time', async (_when, deskTime, written) => {
    const intent = freshBooking({ status: 'arrived' });
    const verdict = await here.desk.send(intent, { deskTime: deskTime as typeof written });
    expect(verdict.kind).toBe('accepted');
    const page = await here.authority.pull(here.tenantId, {
      collection: 'appointments',
      checkpoint: null,
      limit: 1_000,
    });
    const documents = page.documents.map(({ document }) => document as { id: string; arrivedAt: number });
    expect(documents.find(({ id }) => id === intent.input.appointmentId)?.arrivedAt).toBe(written);
  });
});

describe('bad input', () => {
  const cases: readonly (readonly [string, object, string])[] = [
    ['an end before the start', { phases: [{ minutes: 0, resourceIds: [clinic.anna] }] }, 'minutes-out-of-range'],
    ['25 hours', { phases: [{ minutes: 1_500, resourceIds: [clinic.anna] }] }, 'too-long'],
    ['the year 9999', { start: Date.UTC(9999, 0, 1) }, 'year-out-of-range'],
    ['no number as a time', { start: Number.NaN }, 'not-an-instant'],
    ['half a millisecond', { start: 1_700_000_000_000.5 }, 'not-an-instant'],
    ['a NUL byte', { notes: 'a\u0000b' }, 'text-not-storable'],
    ['half a surrogate pair', { notes: 'a\ud800b' }, 'text-not-storable'],
    ['a note of a megabyte', { notes: 'x'.repeat(1_000_000) }, 'text-too-long'],
    [
      'the same resource twice',
      { phases: [{ minutes: 30, resourceIds: [clinic.anna, clinic.anna] }] },
      'same-resource-twice',
    ],
    ['no resource', { phases: [{ minutes: 30, resourceIds: [] }] }, 'no-resource'],
    ['an unknown resource', { phases: [{ minutes: 30, resourceIds: [randomUUID()] }] }, 'unknown-resource'],
    ['an unknown service', { serviceId: randomUUID() }, 'unknown-service'],
    ['an unknown location', { locationId: randomUUID() }, 'unknown-location'],
    ['an id that is none', { appointmentId: "'; drop table claim; --" }, 'not-an-id'],
    ['a tenant of its own choosing', { tenantId: randomUUID() }, 'invalid-input'],
    ['a status that only the server gives', { status: 'fulfilled' }, 'invalid-input'],
  ];
  test.each(cases)('[PS5] %s is refused with a stable code, and recorded', async (_what, overrides, code) => {
    const intent = freshBooking();
    const command = here.desk.command({ name: intent.name, input: { ...intent.input, ...overrides } });
    const [verdict] = await here.desk.push([command]);
    expect(verdict).toMatchObject({ kind: 'refused', refusal: { code } });
    expect(await rowsOf('command', command.id)).toBe(1);
    expect(await here.desk.push([command])).toEqual([verdict]);
  });

  test.each(['=cmd()', '<img src=x onerror=alert(1)>', 'Ωλίβια 👩‍⚕️', 'e\u0301 é', 'a\u202Eb'])(
    'a client named %j is kept to the letter',
    async (name) => {
      const id = randomUUID();
      const fields = { name, phone: '', email: '', notes: '', birthDate: null, isActive: true };
      expect(await here.desk.send({ name: 'client.upsert', input: { id, set: fields, was: null } })).toMatchObject({
        kind: 'accepted',
      });
      const page = await here.authority.pull(here.tenantId, { collection: 'clients', checkpoint: null, limit: 1_000 });
      expect(page.documents.map(({ document }) => document)).toContainEqual({ id, version: 1, ...fields });
    },
  );
});
