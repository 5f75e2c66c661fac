import type { TimeOff } from '#shared/scheduling/time-off.ts';
import { addDays, localDate } from '#shared/time/local.ts';
import { must } from '#shared/lib/must.ts';
import { parseZone } from '#shared/time/zone.ts';
import { type Deed, pickResource, pickStart, send, type Turn } from '#tests/simulation/actions/turn.ts';

const berlin = must(parseZone('Europe/Berlin'), 'the zone of the clinic');

/** Leave is asked for, answered, and taken back, while others book in it. */
export const timeOffDeeds = {
  'time-off': (turn) => {
    const fromDate = addDays(localDate(pickStart(turn), berlin), turn.among('day', 3));
    const hours = turn.luck('hours') < 0.5 ? null : { fromMinute: 600, toMinute: 660 + 30 * turn.among('until', 3) };
    const span = { fromDate, toDate: addDays(fromDate, turn.among('days', 3)), hours };
    const input = { timeOffId: turn.desk.newId('toff'), resourceId: pickResource(turn, 'whose'), ...span };
    send(turn, { name: 'time-off.request', input: { ...input, kind: 'vacation', note: '' } });
  },
  'time-off-answer': (turn) => {
    // Somebody who may answer, and did not ask.
    const leads = turn.world.desks.filter(({ place }) => place.person.role === 'manager');
    const desk = leads[turn.among('lead', leads.length)];
    if (desk === undefined) return;
    const own = { ...turn, desk };
    const one = pickTimeOff(own, ({ requestedBy }) => requestedBy !== desk.place.person.id);
    if (one === null) return;
    const state = turn.luck('answer') < 0.7 ? 'approved' : turn.luck('no') < 0.5 ? 'declined' : 'requested';
    send(own, {
      name: 'time-off.decide',
      input: { timeOffId: one.id, seenVersion: one.version, state, note: '', restoring: [] },
    });
  },
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
