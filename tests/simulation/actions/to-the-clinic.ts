import { type Deed, pickResource, send, type Turn } from '#tests/simulation/actions/turn.ts';

/** What changes about the clinic while others work. */
export const clinicDeeds = {
  'revoke-role': ({ world, desk, luck }) => {
    const isOffline = desk.link.isCut || (desk.process?.log.pending().length ?? 0) > 0;
    if (isOffline) world.coverage.roleRevokedOffline += 1;
    const change = luck('how') < 0.5 ? { isActive: false } : { role: 'practitioner' as const };
    world.changePerson(world.clinicOf(desk), desk.place.person.id, () => change);
  },
  'give-role': ({ world, desk }) =>
    world.changePerson(world.clinicOf(desk), desk.place.person.id, () => ({ isActive: true, role: 'receptionist' })),
  deactivate: (turn) => setActive(turn, false),
  activate: (turn) => setActive(turn, true),
  'change-hours': (turn) => {
    const id = pickResource(turn, 'resource');
    const seen = turn.desk.process?.view.view.find('resources', id) ?? null;
    if (seen === null) return;
    const fromMinute = 60 * (9 + turn.among('from', 2));
    const hours = turn.luck('closed') < 0.3 ? [] : [{ weekday: 4, fromMinute, toMinute: 720 }];
    send(turn, { name: 'resource.upsert', input: { id, set: { hours }, was: { hours: seen.hours } } });
  },
} satisfies Record<string, Deed>;

function setActive(turn: Turn, isActive: boolean): void {
  const id = pickResource(turn, 'resource');
  send(turn, { name: 'resource.upsert', input: { id, set: { isActive }, was: { isActive: !isActive } } });
}
