import { describe, expect, test } from 'vitest';
import type { Intent } from '#shared/commands/command-definition.ts';
import { mappingSchema } from '#shared/importing/mapping.ts';
import { repeating, weekly } from '#tests/builders/booked-series.ts';
import { clinic, clinicWorld, context } from '#tests/builders/clinic.ts';

const owner = context({ role: 'owner', actorId: clinic.manager });
const offsets = ['+02:00', '+0200', '-05', 'UTC+2', 'UTC-05:00', 'GMT+1', 'gmt-5', 'Z', '2026-01-01T00:00+01:00'];
const strangers = ['', 'Mars/Olympus', 'Berlin', 'Europe/Berlin ', '__proto__', 'Europe/Berlin[u-ca=hebrew]'];
const aliases = ['Asia/Calcutta', 'US/Eastern', 'Europe/Kiev', 'GB', 'Asia/Kolkata', 'Etc/UTC'];

function moveTo(zone: string): Intent {
  const was = { zone: 'Europe/Berlin' };
  return { name: 'location.upsert', input: { id: clinic.location, set: { zone }, was } };
}

function recurIn(zone: string): Intent {
  const { name, input } = repeating();
  return { name, input: { ...input, zone } };
}

function answer(intent: Intent) {
  const world = clinicWorld();
  const decision = world.execute(intent, owner);
  return { said: decision.kind === 'refused' ? decision.refusal.code : decision.kind, world };
}

const mapped = (zone: string) =>
  mappingSchema
    .pick({ zone: true })
    .safeParse({ zone })
    .error?.issues.map(({ message }) => message) ?? [];

describe.each([...offsets, ...strangers])('"%s" is no zone', (name) => {
  test('for a location, a series or an imported file', () => {
    expect(answer(moveTo(name)).said).toBe('unknown-zone');
    expect(answer(recurIn(name)).said).toBe('unknown-zone');
    expect(mapped(name)).toEqual(['unknown-zone']);
  });
});

test.each(aliases)('the alias %s is taken, and stays as it was given', (name) => {
  const moved = answer(moveTo(name));
  expect(moved.said).toBe('accepted');
  expect(moved.world.find('locations', clinic.location)?.zone).toBe(name);
  const recurring = answer(recurIn(name));
  expect(recurring.said).toBe('accepted');
  expect(recurring.world.find('series', weekly)?.zone).toBe(name);
  expect(mapped(name)).toEqual([]);
});
