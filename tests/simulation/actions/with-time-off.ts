import type { DecideTimeOff } from '#shared/commands/time-off/decide-time-off.ts';
import type { TimeOff } from '#shared/scheduling/time-off.ts';
import type { SimDesk } from '#tests/simulation/desk/sim-desk.ts';
import { addDays, localDate } from '#shared/time/local.ts';
import { must } from '#shared/lib/must.ts';
import { parseZone } from '#shared/time/zone.ts';
import { type Deed, pickResource, pickStart, send, type Turn } from '#tests/simulation/actions/turn.ts';

const berlin = must(parseZone('Europe/Berlin'), 'the zone of the clinic');

/** Leave is asked for, answered, and taken back, while others book in it. */
export const timeOffDeeds = {
  'time-off': (given) => {
    const turn = { ...given, desk: asker(given) };
    const fromDate = addDays(localDate(pickStart(turn), berlin), turn.among('day', 3));
    const hours = turn.luck('hours') < 0.5 ? null : { fromMinute: 600, toMinute: 660 + 30 * turn.among('until', 3) };
    const span = { fromDate, toDate: addDays(fromDate, turn.among('days', 3)), hours };
    const input = { timeOffId: turn.desk.newId('toff'), resourceId: pickResource(turn, 'whose'), ...span };
    send(turn, { name: 'time-off.request', input: { ...input, kind: 'vacation', note: '' } });
    turn.world.time.after(800 + turn.among('answered', 4_000), () => answer(turn));
  },
  'time-off-answer': answer,
  'time-off-withdraw': (turn) => {
    const one = pickTimeOff(turn, () => true);
    if (one !== null) send(turn, { name: 'time-off.withdraw', input: { timeOffId: one.id } });
  },
} satisfies Record<string, Deed>;

function pickTimeOff({ desk, among }: Turn, isMeant: (one: TimeOff) => boolean): TimeOff | null {
  const all = [...(desk.process?.view.view.all('timeOff').values() ?? [])];
  const open = all.filter((one) => one.state !== 'withdrawn' && isMeant(one));
  return open[among('time-off', open.length)] ?? null;
}

/** Managers decide, and not about what they asked for themselves. */
function asker({ world, desk }: Turn): SimDesk {
  const others = world.desks.filter(({ place }) => place.tenant === desk.place.tenant);
  return others.find(({ place }) => place.person.role !== 'manager') ?? desk;
}

function answer(turn: Turn): void {
  const { world, luck, among, desk: own } = turn;
  const leads = world.desks.filter(({ place }) => place.tenant === own.place.tenant && place.person.role === 'manager');
  const desk = leads[among('lead', leads.length)];
  const one =
    desk === undefined
      ? null
      : pickTimeOff({ ...turn, desk }, ({ requestedBy }) => requestedBy !== desk.place.person.id);
  if (desk === undefined || one === null) return;
  const state: DecideTimeOff['state'] = luck('answer') < 0.7 ? 'approved' : luck('no') < 0.5 ? 'declined' : 'requested';
  const input = { timeOffId: one.id, seenVersion: one.version, state, note: '', restoring: [] };
  send({ ...turn, desk }, { name: 'time-off.decide', input });
}
