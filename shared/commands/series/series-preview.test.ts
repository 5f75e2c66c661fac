import { expect, test } from 'vitest';
import { readyCommand } from '#shared/commands/decide.ts';
import { previewChange, previewCreate, type SeriesPreview } from '#shared/commands/series/series-preview.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { toIso } from '#shared/time/instant.ts';
import { repeating, weekly } from '#tests/builders/booked-series.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinicWorld, context, id, location } from '#tests/builders/clinic.ts';

function lines(preview: SeriesPreview): string[] {
  if (preview.kind !== 'dates') return [preview.kind];
  return preview.dates.map(({ start, clock, state, nearest }) =>
    [toIso(start).slice(0, 16), state.kind, clock, nearest === null ? '' : toIso(nearest).slice(11, 16)]
      .join(' ')
      .trim(),
  );
}

test('[SR11] each date is free, taken by somebody, closed or unseen, with the nearest time that would do', () => {
  const world = clinicWorld();
  world.execute(booking({ start: at('2026-12-01T08:00') }), context());
  const { input } = repeating({ rules: ['FREQ=WEEKLY;COUNT=3'], added: ['2026-11-28T09:00:00'] });
  const preview = previewCreate(input, { world, context: context(), knownUntil: at('2026-12-07T00:00') });
  expect(lines(preview)).toEqual([
    '2026-11-24T08:00 free exact',
    '2026-11-28T08:00 closed exact 16:30',
    '2026-12-01T08:00 clash exact 08:30',
    '2026-12-08T08:00 unseen exact',
  ]);
  expect(preview).toMatchObject({
    dates: [{}, { state: { whose: ['location'] } }, { state: { conflicts: [{ holderId: id('appt', 1) }, {}] } }, {}],
  });
});

const christmas = {
  country: 'DE',
  region: '',
  days: [
    { date: '2026-12-25', name: 'Christmas Day', isOpen: false },
    { date: '2027-01-01', name: 'New Year’s Day', isOpen: true },
  ],
};

test('[SR11] a holiday that the house keeps is one with its name, near and far; one that it does not keep is none; a day on which it is shut says why', () => {
  const world = clinicWorld();
  world.put(
    'locations',
    location({ holidays: christmas, closures: [{ fromDate: '2027-01-08', toDate: '2027-01-08', reason: 'Painters' }] }),
  );
  const { input } = repeating({ start: '2026-12-18T09:00:00', rules: ['FREQ=WEEKLY;COUNT=4'] });
  const all = previewCreate(input, { world, context: context(), knownUntil: null });
  expect(lines(all)).toEqual([
    '2026-12-18T08:00 free exact',
    '2026-12-25T08:00 holiday exact 16:30',
    '2027-01-01T08:00 free exact',
    '2027-01-08T08:00 closure exact 16:30',
  ]);
  expect(all).toMatchObject({
    dates: [{}, { state: { name: 'Christmas Day' } }, {}, { state: { reason: 'Painters' } }],
  });
  const near = previewCreate(input, { world, context: context(), knownUntil: at('2026-12-20T00:00') });
  expect(lines(near)[1]).toBe('2026-12-25T08:00 holiday exact');
  expect(near).toMatchObject({ dates: [{ isSeen: true }, { isSeen: false }, { isSeen: false }, { isSeen: false }] });
});

test('[SR11] a time that the clocks jump over is shown as moved, that one alone', () => {
  const { input } = repeating({ start: '2027-03-14T02:30:00', rules: ['FREQ=WEEKLY;COUNT=3'] });
  const shown = lines(previewCreate(input, { world: clinicWorld(), context: context(), knownUntil: null }));
  expect(shown.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
    '2027-03-14T01:30 closed exact',
    '2027-03-21T01:30 closed exact',
    '2027-03-28T01:30 closed gap',
  ]);
});

test('[SR11] too long a series is offered trimmed, and what is offered is taken', () => {
  const { input } = repeating({ rules: ['FREQ=WEEKLY;COUNT=1000'] });
  const sight = { world: clinicWorld(), context: context(), knownUntil: null };
  const offered = previewCreate(input, sight);
  expect(offered).toMatchObject({ kind: 'trim-offered', refusal: { code: 'too-many-occurrences' } });
  if (offered.kind !== 'trim-offered') return;
  const trimmed = { ...input, rules: [...offered.rules] };
  expect(previewCreate(trimmed, sight).kind).toBe('dates');
  const ready = readyCommand({ name: 'series.create', input: trimmed });
  expect(ready.ok && ready.command.decide(sight.world, sight.context).kind).toBe('accepted');
});

test('[SR11] a change shows its dates without being in its own way', () => {
  const world = clinicWorld();
  world.execute(repeating({ rules: ['FREQ=WEEKLY;COUNT=3'] }), context());
  world.execute(booking({ start: at('2026-12-01T08:30') }), context());
  const input = {
    seriesId: weekly,
    nextSeriesId: seriesIdFrom(id('next', 1)),
    scope: { kind: 'all' as const },
    decisions: [],
  };
  const preview = previewChange({ ...input, shiftMs: 900_000 }, { world, context: context(), knownUntil: null });
  expect(lines(preview)).toEqual([
    '2026-11-24T08:15 free exact',
    '2026-12-01T08:15 clash exact 08:00',
    '2026-12-08T08:15 free exact',
  ]);
});
