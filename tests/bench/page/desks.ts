import { must } from '#shared/lib/must.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { atLocalMinute, localDate } from '#shared/time/local.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { type OpenedDesk, openDesk } from '#renderer/replica/open-desk.ts';
import type { Store } from '#renderer/replica/store.ts';

/** Opens a desk of this name and signs the manager in; the benchmarks' staff all have the same PIN. */
export async function openSignedIn(name: string): Promise<OpenedDesk> {
  const desk = await openDesk({ usualName: 'Front desk', serverAddress: location.origin, name });
  await until(desk.session, (session) => session.state !== 'not-enrolled');
  await until(desk.status, ({ lastSyncAt }) => lastSyncAt !== null);
  const manager = must(
    [...desk.view.all('people').values()].find(({ role }) => role === 'manager'),
    'the clinic has a manager',
  );
  const signIn = await desk.signIn(manager.id, '1234');
  if (signIn.kind !== 'signed-in') throw new Error(`the manager could not sign in: ${signIn.kind}`);
  return desk;
}

export function until<Value>(store: Store<Value>, isReached: (value: Value) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.subscribe(look);
    function look(): void {
      if (!isReached(store.get())) return;
      stop();
      resolve();
    }
    queueMicrotask(look);
  });
}

/**
 * The number-th of many bookings that never clash: each takes five minutes of one practitioner, from 100 days ahead on,
 * where nothing else is.
 */
export function farBooking(desk: Desk, number: number): Extract<CommandIntent, { name: 'appointment.book' }> {
  const place = must([...desk.view.all('locations').values()][0], 'a location');
  const people = [...desk.view.all('resources').values()].filter(
    ({ kind, locationId }) => kind === 'practitioner' && locationId === place.id,
  );
  const service = must(
    [...desk.view.all('services').values()].find(
      ({ bufferAfterMinutes, bufferBeforeMinutes }) => bufferAfterMinutes + bufferBeforeMinutes === 0,
    ),
    'a service without buffers',
  );
  const practitioner = must(people[number % people.length], 'a practitioner');
  const day = localDate(plusMinutes(desk.now(), 100 * 1440), place.zone);
  const start = atLocalMinute(day, 0, place.zone);
  return {
    name: 'appointment.book',
    input: {
      appointmentId: crypto.randomUUID(),
      locationId: place.id,
      serviceId: service.id,
      client: { kind: 'nobody' },
      label: `Bench ${number}`,
      start: plusMinutes(start, Math.floor(number / people.length) * 5),
      phases: [{ minutes: 5, resourceIds: [practitioner.id] }],
      substitutes: [],
      status: 'booked',
      source: 'desk',
      notes: '',
    },
  };
}
