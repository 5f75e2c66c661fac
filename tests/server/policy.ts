import type { CommandName } from '#shared/commands/registry.ts';
import type { Role } from '#shared/scheduling/person.ts';

/**
 * `anyone`: without a key too. `any desk`: whatever desk of the clinic asks, for its own clinic, whoever sits there.
 * Otherwise people of these roles who have signed in at the desk that asks.
 */
export type Policy = 'anyone' | 'any desk' | readonly Role[];

const everybody = ['owner', 'manager', 'receptionist', 'practitioner'] as const;
const reception = ['owner', 'manager', 'receptionist'] as const;
const managers = ['owner', 'manager'] as const;

/** Who may ask for what (TI2). Whoever adds a procedure decides it here, before anything else. */
export const procedurePolicies: Readonly<Record<string, Policy | 'as its commands'>> = {
  'audit.ofAppointment': 'any desk',
  'calendars.createFeed': managers,
  // Of one resource, without names; see IC3 for what else there is.
  'calendars.export': everybody,
  'calendars.listFeeds': managers,
  'calendars.revokeFeed': managers,
  'commands.push': 'as its commands',
  // Whoever knows its token.
  'holds.extend': 'any desk',
  'holds.list': 'any desk',
  'holds.place': reception,
  'holds.release': 'any desk',
  'holds.setMinutes': managers,
  'leases.giveUp': 'any desk',
  'leases.overview': 'any desk',
  'leases.renew': 'any desk',
  'replica.poke': 'any desk',
  'replica.pull': 'any desk',
  'replica.range': 'any desk',
  'series.preview': reception,
  'session.clinic': 'anyone',
  // Whoever knows the clinic's code.
  'session.enrol': 'anyone',
  'session.signIn': 'any desk',
};

/** Who may do what, judged by the role that they have when the server decides (I11). */
export const commandPolicies: Readonly<Record<CommandName, readonly Role[]>> = {
  'appointment.book': reception,
  'appointment.cancel': reception,
  'appointment.change-status': everybody,
  'appointment.edit-details': reception,
  'appointment.import': managers,
  'appointment.move': reception,
  'appointment.resize': reception,
  'appointment.settle': reception,
  'block.put': reception,
  'block.remove': reception,
  'client.upsert': reception,
  'desk.rename': managers,
  'lease.end': managers,
  'location.upsert': managers,
  'resource.upsert': managers,
  'series.cancel': reception,
  'series.change': reception,
  'series.create': reception,
  'series.put-back': reception,
  'service.upsert': managers,
  'time-off.decide': managers,
  // Practitioners for themselves alone (TO2).
  'time-off.request': everybody,
  'time-off.withdraw': everybody,
};
