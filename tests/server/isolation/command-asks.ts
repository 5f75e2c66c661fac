import { randomUUID } from 'node:crypto';
import type { CommandIntent, CommandName } from '#shared/commands/registry.ts';
import { must } from '#shared/lib/must.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { clinic, location, resource, service } from '#tests/builders/clinic.ts';
import { upsert } from '#tests/builders/upsert.ts';
import type { Intent } from '#shared/commands/command-definition.ts';
import type { CanaryClinic } from '#tests/server/isolation/canary-clinic.ts';
import {
  aBlock,
  aDisplacedVisit,
  aSeries,
  aSeriesToBe,
  aTimeOff,
  aTimeOffToBe,
  aVisit,
} from '#tests/server/isolation/things.ts';

type Make<Name extends CommandName> = (of: CanaryClinic) => Promise<Extract<CommandIntent, { name: Name }>['input']>;

/** Of every command one that succeeds for who may do it, about things of this clinic, new ones each time. */
const makes: { readonly [Name in CommandName]: Make<Name> } = {
  'appointment.book': async (of) => booking({ appointmentId: randomUUID(), start: of.freshTime() }).input,
  'appointment.cancel': async (of) => ({ appointmentId: (await aVisit(of)).appointmentId, reason: '' }),
  'appointment.change-status': async (of) => {
    const { appointmentId, seen } = await aVisit(of);
    return { appointmentId, to: 'arrived', seenStatus: 'booked', resourceIds: seen.resourceIds };
  },
  'appointment.edit-details': async (of) => {
    const { appointmentId } = await aVisit(of);
    return { appointmentId, label: { from: of.canary, to: 'x' } };
  },
  'appointment.import': async (of) => ({
    appointmentId: randomUUID(),
    ...{ locationId: clinic.location, serviceId: clinic.visit, clientIds: [] },
    ...{ resourceIds: [clinic.anna, clinic.room1], start: of.freshTime(), minutes: 30 },
    ...{ label: '', status: 'booked', notes: '' },
  }),
  'appointment.move': async (of) => {
    const { appointmentId, seen } = await aVisit(of);
    return { appointmentId, start: of.freshTime(), swaps: [], seen };
  },
  'appointment.resize': async (of) => {
    const { appointmentId, seen } = await aVisit(of);
    return { appointmentId, start: seen.start, end: plusMinutes(seen.start, 45), seen };
  },
  'appointment.settle': async (of) => {
    const { appointmentId, bookedBy } = await aDisplacedVisit(of);
    return { appointmentId, seenCommandId: bookedBy, note: 'Called' };
  },
  'block.put': async (of) => {
    const start = of.freshTime();
    const span = { resourceId: clinic.anna, start, end: plusMinutes(start, 30) };
    return { blockId: randomUUID(), ...span, kind: 'other', reason: '' };
  },
  'block.remove': async (of) => ({ blockId: await aBlock(of) }),
  'client.upsert': async () => {
    const set = { name: 'x', phone: '', email: '', notes: '', birthDate: null, isActive: true };
    return { id: randomUUID(), set, was: null };
  },
  'desk.rename': async (of) => ({ deskId: of.spare.deskId, name: 'x' }),
  'lease.end': async (of) => ({ deskId: of.spare.deskId }),
  'location.upsert': async () => inputOf(upsert('location.upsert', location({ id: randomUUID() }))),
  'resource.upsert': async () => inputOf(upsert('resource.upsert', resource({ id: randomUUID() }))),
  'series.cancel': async (of) => {
    const { seriesId } = await aSeries(of);
    return { seriesId, scope: { kind: 'all' }, reason: '', keepsMoved: false };
  },
  'series.change': async (of) => {
    const { seriesId } = await aSeries(of);
    const nextSeriesId = seriesIdFrom(randomUUID());
    return { seriesId, nextSeriesId, scope: { kind: 'all' }, label: 'x', decisions: [] };
  },
  'series.create': async (of) => aSeriesToBe(of),
  'series.put-back': async (of) => {
    const { seriesId: id, client: _client, decisions: _decisions, ...rest } = await aSeries(of);
    const rests = { exceptions: [], isEnded: false, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
    const terms = { ...rest, id, clientIds: [], ...rests, label: 'x' };
    return { terms: [terms], ended: [], shiftMs: 0, revived: [] };
  },
  'service.upsert': async () => inputOf(upsert('service.upsert', service({ id: randomUUID() }))),
  'time-off.decide': async (of) => {
    const answer = { seenVersion: 1, state: 'approved', note: '', restoring: [] } as const;
    return { timeOffId: await aTimeOff(of), ...answer, restoring: [] };
  },
  'time-off.request': async (of) => aTimeOffToBe(of),
  'time-off.withdraw': async (of) => ({ timeOffId: await aTimeOff(of) }),
};

// The builder forgets the type of what it was given, and the server parses it again.
function inputOf<Input>({ input }: Intent): Input {
  return input as Input;
}

export async function commandAbout(name: CommandName, of: CanaryClinic): Promise<Intent> {
  return { name, input: await must(makes[name], `a way to ask for ${name}`)(of) };
}

/** Those whose document is made by them: another clinic's has to be there before it can be trespassed on. */
export const makesItsOwn: ReadonlySet<CommandName> = new Set([
  'appointment.book',
  'appointment.import',
  'block.put',
  'client.upsert',
  'location.upsert',
  'resource.upsert',
  'series.create',
  'service.upsert',
  'time-off.request',
]);
