import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CommandInput } from '#shared/commands/registry.ts';
import { must } from '#shared/lib/must.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { instant } from '#shared/time/instant.ts';
import { addDays, atLocalMinute, localDate, type LocalDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { demoPin } from '#tests/e2e/support/sign-in.ts';
import { type DeskLine, openDeskLine } from '#tools/import/desk-line.ts';

export type Wanted = {
  /** Weeks from today; on the weekday of today everybody of the demo clinic is there. */
  readonly week: number;
  /** Local time, `10:30`. */
  readonly time: string;
  readonly who: string;
  readonly room?: string;
  readonly service?: string;
  readonly client: string;
};

/** A desk without a screen: sees what the server holds, and books what a journey needs to find there. */
export type ServerDesk = {
  readonly line: DeskLine;
  appointments(): Promise<readonly Appointment[]>;
  /** Those that name this client, by label or on file. */
  appointmentsOf(client: string): Promise<readonly Appointment[]>;
  /** @returns the appointment's id. Rejects when the server does not book it as wanted. */
  book(wanted: Wanted): Promise<string>;
  dayOf(week: number): LocalDate;
};

export async function openServerDesk(url: string): Promise<ServerDesk> {
  const { code } = z.object({ code: z.string() }).parse(await (await fetch(`${url}/enrolment`)).json());
  const line = must(await openDeskLine(url, code), 'the code of this server lets a desk in');
  const [people, resources, services, locations] = await Promise.all([
    line.all('people'),
    line.all('resources'),
    line.all('services'),
    line.all('locations'),
  ]);
  const actor = must(
    people.find(({ name }) => name === 'Lena Hoffmann'),
    'a receptionist of the demo clinic',
  );
  // The server takes commands only from people who are signed in at the desk that sends them.
  await line.signIn(actor.id, demoPin);
  const berlin = must(
    locations.find(({ name }) => name === 'Berlin Mitte'),
    'the first location of the demo clinic',
  );
  const named = (name: string) =>
    must(
      resources.find((one) => one.name === name),
      `${name} works at the demo clinic`,
    );
  let sequence = 0;
  const dayOf = (week: number): LocalDate => addDays(localDate(instant(Date.now()), berlin.zone), week * 7);

  const book: ServerDesk['book'] = async (wanted) => {
    const service = must(
      services.find(({ name }) => name === (wanted.service ?? 'Follow-up')),
      'a service of the demo clinic',
    );
    const appointmentId = randomUUID();
    const input: CommandInput<'appointment.book'> = {
      appointmentId,
      locationId: berlin.id,
      serviceId: service.id,
      client: { kind: 'nobody' },
      label: wanted.client,
      start: localTime(dayOf(wanted.week), wanted.time, berlin.zone),
      phases: [
        {
          minutes: must(service.phases[0], 'it has a phase').minutes,
          resourceIds: [wanted.who, ...(wanted.room === undefined ? [] : [wanted.room])].map((name) => named(name).id),
        },
      ],
      substitutes: [],
      status: 'booked',
      source: 'phone',
      notes: '',
    };
    sequence += 1;
    const command = { id: randomUUID(), name: 'appointment.book', actorId: actor.id, sequence, input, hold: null };
    const [answer] = await line.push([{ ...command, deskTime: instant(Date.now()) }]);
    assert.equal(answer?.verdict.kind, 'accepted', JSON.stringify(answer));
    return appointmentId;
  };

  return {
    line,
    dayOf,
    book,
    appointments: () => line.all('appointments'),
    appointmentsOf: async (client) => {
      const [appointments, clients] = await Promise.all([line.all('appointments'), line.all('clients')]);
      const ids = new Set(clients.filter(({ name }) => name === client).map(({ id }) => id));
      return appointments.filter((one) => one.label === client || one.clientIds.some((id) => ids.has(id)));
    },
  };
}

export function localTime(date: LocalDate, time: string, zone: ZoneId) {
  const [hour, minute] = time.split(':').map(Number);
  return atLocalMinute(date, must(hour, 'an hour') * 60 + must(minute, 'a minute'), zone);
}
