import type { Person, Role } from '#shared/scheduling/person.ts';
import { demoId } from '#server/demo/demo-id.ts';
import type { DemoResource, DemoSite } from '#server/demo/demo-places.ts';

/** Everybody's PIN; the sign-in screen of a demo clinic says so. */
export const DEMO_PIN = '1234';

export type DemoPractitioner = DemoResource & {
  readonly color: string;
  /** Minutes of the local day between which they see clients, and when they eat. */
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly lunchMinute: number;
  /** Days off, counted from the weekday on which the demo starts (0 is that weekday itself). */
  readonly daysOff: readonly number[];
};

type Row = readonly [
  site: DemoSite['key'],
  name: string,
  title: string,
  color: string,
  skills: readonly string[],
  /** From, to and lunch, in hours of the local day. */
  day: readonly [number, number, number],
  daysOff: readonly number[],
];

const rows: readonly Row[] = [
  [
    'berlin',
    'Dr. Katharina Vogel',
    'General medicine',
    '#4263eb',
    ['medicine', 'ecg', 'ultrasound'],
    [8, 16.5, 12],
    [3, 4],
  ],
  [
    'berlin',
    'Dr. Mehmet Yılmaz',
    'Dermatology',
    '#c2255c',
    ['medicine', 'dermatology', 'laser'],
    [9, 17, 12.5],
    [2, 5],
  ],
  [
    'berlin',
    'Dr. Samuel Okafor',
    'Sports medicine',
    '#0c8599',
    ['medicine', 'ultrasound', 'shockwave'],
    [9, 17, 13],
    [1, 5],
  ],
  [
    'berlin',
    'Jonas Albrecht',
    'Physiotherapist',
    '#2b8a3e',
    ['physiotherapy', 'manual therapy', 'shockwave'],
    [8, 16, 12],
    [4, 6],
  ],
  [
    'berlin',
    'Agnieszka Nowak',
    'Physiotherapist',
    '#5c940d',
    ['physiotherapy', 'manual therapy'],
    [9, 17, 12.5],
    [2, 6],
  ],
  ['berlin', '林美華 Lin Mei-Hua', 'Acupuncture', '#862e9c', ['acupuncture', 'massage'], [9, 17, 13], [3, 6]],
  ['berlin', 'Sofie Lindqvist', 'Nutrition and massage', '#d9480f', ['nutrition', 'massage'], [9, 16, 12], [1, 4]],
  ['lisbon', 'Dra. Inês Carvalho', 'Medicina geral', '#1864ab', ['medicine', 'ecg', 'ultrasound'], [9, 17, 13], [2, 4]],
  [
    'lisbon',
    'Dr. Tiago Figueiredo',
    'Dermatologia',
    '#a61e4d',
    ['medicine', 'dermatology', 'laser'],
    [9, 17, 12.5],
    [3, 5],
  ],
  [
    'lisbon',
    'Beatriz Antunes',
    'Fisioterapeuta',
    '#087f5b',
    ['physiotherapy', 'manual therapy', 'shockwave'],
    [9, 17, 13],
    [1, 6],
  ],
  ['lisbon', 'Rafael Monteiro', 'Fisioterapeuta', '#66a80f', ['physiotherapy', 'massage'], [9, 16.5, 12.5], [4, 5]],
  [
    'lisbon',
    'Dr. Ananya Iyer',
    'Acupuncture and nutrition',
    '#9c36b5',
    ['acupuncture', 'nutrition'],
    [9, 16.5, 13],
    [2, 6],
  ],
];

export const demoPractitioners: readonly DemoPractitioner[] = rows.map(
  ([site, name, title, color, skills, [from, to, lunch], daysOff]) => ({
    id: demoId('practitioner', name),
    kind: 'practitioner',
    site,
    name,
    title,
    color,
    lanes: 1,
    skills,
    fromMinute: from * 60,
    toMinute: to * 60,
    lunchMinute: lunch * 60,
    daysOff,
  }),
);

const office: readonly (readonly [name: string, title: string, role: Role, color: string])[] = [
  ['Helene Brandt', 'Owner', 'owner', '#343a40'],
  ['Paulo Siqueira', 'Manager, Lisboa', 'manager', '#495057'],
  ['Nora Feldmann', 'Manager, Berlin', 'manager', '#5c5f66'],
  ['Emre Kaya', 'Front desk, Berlin', 'receptionist', '#1971c2'],
  ['Lena Hoffmann', 'Front desk, Berlin', 'receptionist', '#2f9e44'],
  ['Mariana Lopes', 'Front desk, Lisboa', 'receptionist', '#e8590c'],
  ['João Pires', 'Front desk, Lisboa', 'receptionist', '#6741d9'],
];

/** Everybody who signs in: the office first, then those who treat. */
export const demoPeople: readonly Person[] = [
  ...office.map(([name, title, role, color]) => person(name, title, role, color)),
  ...demoPractitioners.map(({ name, title, color }) => person(name, title, 'practitioner', color)),
];

function person(name: string, title: string, role: Role, color: string): Person {
  return { id: demoId('person', name), version: 1, name, title, role, color, isActive: true };
}

export const demoOwnerId = demoId('person', 'Helene Brandt');

/** Who books at each site. */
export const demoReceptionists: Readonly<Record<DemoSite['key'], readonly string[]>> = {
  berlin: [demoId('person', 'Emre Kaya'), demoId('person', 'Lena Hoffmann')],
  lisbon: [demoId('person', 'Mariana Lopes'), demoId('person', 'João Pires')],
};

/** The site whose desk this person works at; null for those who work for both. */
export function siteOfActor(personId: string): DemoSite['key'] | null {
  if (demoReceptionists.berlin.includes(personId)) return 'berlin';
  return demoReceptionists.lisbon.includes(personId) ? 'lisbon' : null;
}
