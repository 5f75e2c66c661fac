import { must } from '#shared/lib/must.ts';
import type { BlockKind } from '#shared/scheduling/block.ts';
import { atLocalMinute, weekday } from '#shared/time/local.ts';
import type { DemoBook } from '#server/demo/demo-book.ts';
import { demoId } from '#server/demo/demo-id.ts';
import { demoEquipment, demoRooms } from '#server/demo/demo-places.ts';
import type { DemoDay } from '#server/demo/demo-day.ts';
import { type DemoPractitioner, demoReceptionists } from '#server/demo/demo-staff.ts';

type Span = {
  readonly resourceId: string;
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly kind: BlockKind;
  readonly reason: string;
};

/** Time that is not for clients: lunch, team meetings, paperwork, leave, maintenance. */
export function addBlocks(book: DemoBook, day: DemoDay, onDuty: readonly DemoPractitioner[]): void {
  const actorId = must(demoReceptionists[day.site.key][0], 'a desk has a receptionist');
  const spans = [...onDuty.flatMap((one) => ofPractitioner(one, day)), ...ofPlaces(day)];
  for (const { resourceId, fromMinute, toMinute, kind, reason } of spans) {
    const start = atLocalMinute(day.date, fromMinute, day.site.zone);
    const end = atLocalMinute(day.date, toMinute, day.site.zone);
    const blockId = demoId('block', `${resourceId} ${day.date} ${fromMinute}`);
    book.add(
      { name: 'block.put', input: { blockId, resourceId, start, end, kind, reason } },
      { actorId, deskTime: day.now },
    );
  }
}

/** Days from today on which somebody is away. */
const leave: Readonly<Record<string, { readonly offsets: readonly number[]; readonly reason: string }>> = {
  'Dr. Samuel Okafor': { offsets: [2, 3], reason: 'Congress, Munich' },
  'Beatriz Antunes': { offsets: [4, 5], reason: 'Leave' },
  'Agnieszka Nowak': { offsets: [-3, -4], reason: 'Off sick' },
};

function ofPractitioner(
  { id, name, lunchMinute, fromMinute, toMinute, skills }: DemoPractitioner,
  { offset, date }: DemoDay,
): Span[] {
  const isWeekend = weekday(date) > 5;
  const from = isWeekend ? Math.max(fromMinute, 9 * 60) : fromMinute;
  const away = leave[name];
  if (away?.offsets.includes(offset) === true) {
    return [{ resourceId: id, fromMinute: from, toMinute, kind: 'leave', reason: away.reason }];
  }
  const spans: Span[] = [
    { resourceId: id, fromMinute: lunchMinute, toMinute: lunchMinute + 45, kind: 'break', reason: 'Lunch' },
  ];
  if (offset === 1 || offset === -6) {
    spans.push({ resourceId: id, fromMinute: 9 * 60, toMinute: 9 * 60 + 30, kind: 'meeting', reason: 'Team meeting' });
  }
  if (skills.includes('medicine') && offset % 2 === 0) {
    spans.push({ resourceId: id, fromMinute: toMinute - 30, toMinute, kind: 'other', reason: 'Letters and results' });
  }
  return spans;
}

function ofPlaces({ site, offset }: DemoDay): Span[] {
  const named = (list: typeof demoRooms, name: string): string =>
    must(
      list.find((one) => one.site === site.key && one.name === name),
      `no ${name} in ${site.key}`,
    ).id;
  const noon = 12 * 60;
  if (site.key === 'berlin' && offset === 2) {
    return [
      {
        resourceId: named(demoEquipment, 'Nd:YAG laser'),
        fromMinute: noon + 120,
        toMinute: noon + 300,
        kind: 'maintenance',
        reason: 'Yearly inspection',
      },
    ];
  }
  if (site.key === 'berlin' && offset === 0) {
    return [
      {
        resourceId: named(demoRooms, 'Treatment 4'),
        fromMinute: noon + 150,
        toMinute: noon + 210,
        kind: 'maintenance',
        reason: 'Window repair',
      },
    ];
  }
  if (site.key === 'lisbon' && (offset === 3 || offset === 0)) {
    return [
      {
        resourceId: named(demoEquipment, 'Ultrasound'),
        fromMinute: noon + 60,
        toMinute: noon + 120,
        kind: 'maintenance',
        reason: 'Probe calibration',
      },
    ];
  }
  return [];
}
