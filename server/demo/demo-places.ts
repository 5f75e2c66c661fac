import type { CommandInput } from '#shared/commands/registry.ts';
import { must } from '#shared/lib/must.ts';
import type { ResourceKind } from '#shared/scheduling/resource.ts';
import type { WeeklyHours } from '#shared/scheduling/weekly-hours.ts';
import type { LocalDate } from '#shared/time/local.ts';
import { demoShutDays } from '#server/demo/demo-hours.ts';
import { demoId } from '#server/demo/demo-id.ts';
import { parseZone, type ZoneId } from '#shared/time/zone.ts';

export type DemoSite = {
  readonly key: 'berlin' | 'lisbon';
  readonly id: string;
  readonly name: string;
  readonly zone: ZoneId;
  readonly address: string;
};

const zone = (name: string): ZoneId => must(parseZone(name), `no zone ${name}`);

export const demoSites: readonly DemoSite[] = [
  {
    key: 'berlin',
    id: demoId('location', 'berlin'),
    name: 'Berlin Mitte',
    zone: zone('Europe/Berlin'),
    address: 'Linienstraße 84, 10119 Berlin',
  },
  {
    key: 'lisbon',
    id: demoId('location', 'lisbon'),
    name: 'Lisboa Chiado',
    zone: zone('Europe/Lisbon'),
    address: 'Rua Garrett 62, 1200-204 Lisboa',
  },
];

export function demoLocations(today: LocalDate): CommandInput<'location.upsert'>[] {
  return demoSites.map(({ key, id, name, zone: siteZone, address }, order) => ({
    id,
    set: { name, zone: siteZone, address, hours: openingHours(), order, isActive: true, ...demoShutDays(key, today) },
    was: null,
  }));
}

/** Every day, so that the demo is alive on whichever weekday it is started. */
function openingHours(): WeeklyHours {
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
    weekday < 6
      ? { weekday, fromMinute: 8 * 60, toMinute: 19 * 60 }
      : { weekday, fromMinute: 9 * 60, toMinute: 17 * 60 },
  );
}

export type DemoResource = {
  readonly id: string;
  readonly kind: ResourceKind;
  readonly site: DemoSite['key'];
  readonly name: string;
  readonly title: string;
  readonly lanes: number;
  readonly skills: readonly string[];
};

type Row = readonly [site: DemoSite['key'], name: string, title: string, lanes: number, skills: readonly string[]];

const rooms: readonly Row[] = [
  ['berlin', 'Consulting 1', 'Ground floor, courtyard', 1, ['consulting', 'treatment table']],
  ['berlin', 'Consulting 2', 'Ground floor, street', 1, ['consulting', 'treatment table']],
  ['berlin', 'Treatment 3', '1st floor', 1, ['treatment table']],
  ['berlin', 'Treatment 4', '1st floor, quiet side', 1, ['treatment table']],
  ['berlin', 'Laser room', '1st floor, warning light', 1, ['consulting', 'treatment table', 'laser safe']],
  ['berlin', 'Gym', '2nd floor, three places', 3, ['treatment table', 'gym']],
  ['lisbon', 'Sala Tejo', '1st floor, river side', 1, ['consulting', 'treatment table']],
  ['lisbon', 'Sala Graça', '1st floor', 1, ['consulting', 'treatment table']],
  ['lisbon', 'Sala Estrela', '2nd floor, warning light', 1, ['consulting', 'treatment table', 'laser safe']],
  ['lisbon', 'Ginásio', '2nd floor, three places', 3, ['treatment table', 'gym']],
];

const equipment: readonly Row[] = [
  ['berlin', 'Ultrasound', 'On wheels, Consulting 1', 1, ['ultrasound']],
  ['berlin', 'Nd:YAG laser', 'Fixed, Laser room', 1, ['laser']],
  ['berlin', 'Shockwave unit', 'On wheels', 1, ['shockwave']],
  ['berlin', '12-lead ECG', 'On wheels', 1, ['ecg']],
  ['lisbon', 'Ultrasound', 'On wheels, Sala Tejo', 1, ['ultrasound']],
  ['lisbon', 'Diode laser', 'Fixed, Sala Estrela', 1, ['laser']],
  ['lisbon', 'Shockwave unit', 'On wheels', 1, ['shockwave']],
  ['lisbon', '12-lead ECG', 'On wheels', 1, ['ecg']],
];

const described =
  (kind: ResourceKind) =>
  ([site, name, title, lanes, skills]: Row): DemoResource => ({
    id: demoId(kind, `${site}/${name}`),
    kind,
    site,
    name,
    title,
    lanes,
    skills,
  });

export const demoRooms: readonly DemoResource[] = rooms.map(described('room'));
export const demoEquipment: readonly DemoResource[] = equipment.map(described('equipment'));
