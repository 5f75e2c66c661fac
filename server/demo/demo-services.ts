import type { CommandInput } from '#shared/commands/registry.ts';
import type { Need, ServicePhase } from '#shared/scheduling/service.ts';
import { demoId } from '#server/demo/demo-id.ts';

export type DemoService = CommandInput<'service.upsert'>['set'] & {
  readonly id: string;
  readonly phases: ServicePhase[];
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  /** How often it is asked for, beside the others. */
  readonly weight: number;
  /** What people write into such a booking. */
  readonly remarks: readonly string[];
};

const need = (kind: Need['kind'], ...skills: string[]): Need => ({ kind, skills, count: 1 });
const by = (...skills: string[]): Need => need('practitioner', ...skills);
const consulting = need('room', 'consulting');
const table = need('room', 'treatment table');
const phase = (name: string, minutes: number, ...needs: Need[]): ServicePhase => ({ name, minutes, needs });

type Row = {
  readonly name: string;
  readonly category: string;
  readonly color: string;
  readonly phases: ServicePhase[];
  readonly after?: number;
  readonly before?: number;
  readonly euros: number;
  readonly weight: number;
  readonly remarks?: readonly string[];
};

const rows: readonly Row[] = [
  {
    name: 'First consultation',
    category: 'Medicine',
    color: '#4c6ef5',
    phases: [phase('', 45, by('medicine'), consulting)],
    euros: 95,
    weight: 5,
    remarks: ['Brings letters from the family doctor.', 'New in town, asks for a check of current medication.'],
  },
  {
    name: 'Follow-up',
    category: 'Medicine',
    color: '#748ffc',
    phases: [phase('', 30, by('medicine'), consulting)],
    euros: 48,
    weight: 9,
    remarks: ['Discuss blood results.', 'Control after antibiotics.', 'Sick note may be needed.'],
  },
  {
    name: 'Check-up with ECG',
    category: 'Medicine',
    color: '#3b5bdb',
    phases: [
      phase('ECG', 15, need('equipment', 'ecg'), consulting),
      phase('Consultation', 30, by('medicine', 'ecg'), consulting),
    ],
    euros: 129,
    weight: 3,
    remarks: ['Please come with a light upper garment.'],
  },
  {
    name: 'Video consultation',
    category: 'Medicine',
    color: '#91a7ff',
    phases: [phase('', 15, by('medicine'))],
    after: 15,
    euros: 35,
    weight: 2,
    remarks: ['Link sent by e-mail.'],
  },
  {
    name: 'Ultrasound scan',
    category: 'Imaging',
    color: '#15aabf',
    phases: [phase('', 30, by('ultrasound'), consulting, need('equipment', 'ultrasound'))],
    euros: 110,
    weight: 4,
    remarks: ['Abdomen: fasting for six hours.', 'Left shoulder, after a fall.', 'Thyroid, yearly control.'],
  },
  {
    name: 'Skin check',
    category: 'Dermatology',
    color: '#e64980',
    phases: [phase('', 30, by('dermatology'), consulting)],
    euros: 79,
    weight: 9,
    remarks: ['Mole on the left shoulder has changed.', 'Yearly skin cancer screening.'],
  },
  {
    name: 'Mole removal',
    category: 'Dermatology',
    color: '#c2255c',
    phases: [phase('', 45, by('dermatology'), consulting)],
    after: 15,
    euros: 180,
    weight: 3,
    remarks: ['Asked about blood thinners: none.', 'Histology to be sent.'],
  },
  {
    name: 'Laser treatment',
    category: 'Dermatology',
    color: '#f06595',
    phases: [
      phase('Preparation', 15, need('room', 'laser safe')),
      phase('Laser', 30, by('laser'), need('room', 'laser safe'), need('equipment', 'laser')),
      phase('Cooling', 15, need('room', 'laser safe')),
    ],
    after: 15,
    euros: 240,
    weight: 4,
    remarks: ['Second of four sessions.', 'No sun for two weeks: confirmed on the phone.'],
  },
  {
    name: 'Physiotherapy',
    category: 'Physiotherapy',
    color: '#40c057',
    phases: [phase('', 30, by('physiotherapy'), table)],
    euros: 42,
    weight: 10,
    remarks: ['Session 3 of 6.', 'Session 5 of 6, prescription ends.', 'After knee replacement, week 4.'],
  },
  {
    name: 'Manual therapy',
    category: 'Physiotherapy',
    color: '#2f9e44',
    phases: [phase('', 45, by('manual therapy'), table)],
    euros: 62,
    weight: 7,
    remarks: ['Neck and shoulders.', 'Lower back, bring the MRI images.'],
  },
  {
    name: 'Shockwave therapy',
    category: 'Physiotherapy',
    color: '#82c91e',
    phases: [phase('', 30, by('shockwave'), table, need('equipment', 'shockwave'))],
    euros: 85,
    weight: 4,
    remarks: ['Plantar fascia, right foot.', 'Tennis elbow, second session.'],
  },
  {
    name: 'Medical training',
    category: 'Physiotherapy',
    color: '#94d82d',
    phases: [phase('', 60, need('room', 'gym'))],
    euros: 25,
    weight: 0,
    remarks: ['Own programme, card at the desk.'],
  },
  {
    name: 'Acupuncture',
    category: 'Complementary',
    color: '#be4bdb',
    phases: [
      phase('Needles in', 15, by('acupuncture'), table),
      phase('Rest', 30, table),
      phase('Needles out', 15, by('acupuncture'), table),
    ],
    euros: 68,
    weight: 9,
    remarks: ['Migraine, fourth session.', 'Afraid of needles: take it slowly.'],
  },
  {
    name: 'Medical massage',
    category: 'Complementary',
    color: '#fab005',
    phases: [phase('', 45, by('massage'), table)],
    after: 15,
    euros: 58,
    weight: 7,
    remarks: ['Prefers firm pressure.', 'No oils: sensitive skin.'],
  },
  {
    name: 'Nutrition advice',
    category: 'Complementary',
    color: '#fd7e14',
    phases: [phase('', 45, by('nutrition'), table)],
    euros: 72,
    weight: 6,
    remarks: ['Keeps a food diary, will bring it.', 'Coeliac disease, newly diagnosed.'],
  },
];

export const demoServices: readonly DemoService[] = rows.map((row, order) => ({
  id: demoId('service', row.name),
  name: row.name,
  category: row.category,
  color: row.color,
  phases: row.phases,
  bufferBeforeMinutes: row.before ?? 0,
  bufferAfterMinutes: row.after ?? 0,
  priceMinor: row.euros * 100,
  currency: 'EUR',
  order,
  isActive: true,
  weight: row.weight,
  remarks: row.remarks ?? [],
}));
