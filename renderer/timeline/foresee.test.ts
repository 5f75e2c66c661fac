import { expect, test } from 'vitest';
import type { Instant } from '#shared/time/instant.ts';
import { foreseePlacement } from '#renderer/timeline/foresee.ts';
import { busyClinic } from '#tests/builders/busy-clinic.ts';
import { at, clinic, context, id, resource } from '#tests/builders/clinic.ts';

const put = (start: Instant, end: Instant, resourceId: string = clinic.anna) => {
  const input = { blockId: id('block', 1), resourceId, start, end, kind: 'break', reason: '' } as const;
  return { name: 'block.put', input } as const;
};
const stretch = (placement: ReturnType<typeof foreseePlacement>) =>
  placement === null ? null : [placement.start, placement.phases];

test('[HU1] blocked time is held as a whole when it is new, and for what it does not have yet when it is changed', () => {
  const world = busyClinic();
  const fresh = foreseePlacement(put(at('12:00'), at('13:00')), world, context());
  expect(stretch(fresh)).toEqual([at('12:00'), [{ minutes: 60, resourceIds: [clinic.anna] }]]);
  world.execute(put(at('12:00'), at('13:00')), context());
  const longer = foreseePlacement(put(at('12:00'), at('13:30')), world, context());
  expect(stretch(longer)).toEqual([at('13:00'), [{ minutes: 30, resourceIds: [clinic.anna] }]]);
  expect(foreseePlacement(put(at('12:15'), at('12:45')), world, context())).toBeNull();
  const elsewhere = foreseePlacement(put(at('12:00'), at('13:00'), clinic.ben), world, context());
  expect(stretch(elsewhere)).toEqual([at('12:00'), [{ minutes: 60, resourceIds: [clinic.ben] }]]);
});

test('[HU1] what one hold cannot keep is not held: two stretches at once, and a row of several lanes', () => {
  const world = busyClinic();
  world.execute(put(at('12:00'), at('13:00')), context());
  expect(foreseePlacement(put(at('11:30'), at('13:30')), world, context())).toBeNull();
  world.put('resources', resource({ id: clinic.room1, kind: 'room', name: 'Room 1', lanes: 2 }));
  expect(foreseePlacement(put(at('09:00'), at('10:00'), clinic.room1), world, context())).toBeNull();
});
