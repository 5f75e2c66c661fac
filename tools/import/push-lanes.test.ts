import { expect, test } from 'vitest';
import type { PlannedRow } from '#shared/importing/import-plan.ts';
import { instant } from '#shared/time/instant.ts';
import { pushLanes } from '#tools/import/push-lanes.ts';

function row(line: number, ...resourceIds: string[]): PlannedRow {
  const input = {
    appointmentId: String(line),
    locationId: '',
    serviceId: '',
    clientIds: [],
    resourceIds,
    start: instant(0),
    minutes: 30,
    label: '',
    status: 'booked' as const,
    notes: '',
  };
  return { line, appointmentId: String(line), commandId: String(line), intent: { name: 'appointment.import', input } };
}

const linesOf = (rows: readonly PlannedRow[], most: number): number[][] =>
  pushLanes(rows, most).map((lane) => lane.map(({ line }) => line));

test('rows that share a resource, directly or through another row, stay in one lane and in their order', () => {
  const rows = [row(2, 'a'), row(3, 'b'), row(4, 'c'), row(5, 'b', 'a'), row(6, 'a'), row(7, 'c')];
  expect(linesOf(rows, 4)).toEqual([
    [2, 3, 5, 6],
    [4, 7],
  ]);
});

test('there are no more lanes than asked for, about evenly filled, and no row is lost', () => {
  const rows = Array.from({ length: 40 }, (_, at) => row(at, `room ${at % 8}`));
  const lanes = linesOf(rows, 4);
  expect(lanes.map((lane) => lane.length)).toEqual([10, 10, 10, 10]);
  expect(lanes.flat().toSorted((a, b) => a - b)).toEqual(rows.map(({ line }) => line));
});

test('a plan without rows has no lanes', () => {
  expect(linesOf([], 4)).toEqual([]);
});
