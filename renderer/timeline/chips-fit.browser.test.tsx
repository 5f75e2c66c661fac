import { expect, test, vi } from 'vitest';
import { must } from '#shared/lib/must.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { at, clinic, id, resource } from '#tests/builders/clinic.ts';
import { nextFrame, openTimeline, type TimelinePage } from '#tests/builders/timeline-page.tsx';
import { visit } from '#tests/builders/visit.ts';

const names = ['Greta Grünewald', 'Felix Reinhardt', 'Bożena Kowalczyk', 'Світлана Лисенко', '欧阳雨桐', 'Ute Böhm'];

/** Each name in a quarter of an hour, in half an hour and in three quarters. */
function visits(): readonly Appointment[] {
  let start = at('07:00');
  return names.flatMap((label, n) =>
    [15, 30, 45].map((minutes, m) => {
      const one = visit({
        id: id('appt', n * 10 + m + 1),
        label,
        start,
        notes: 'x',
        phases: [{ minutes, resourceIds: [clinic.anna] }],
      });
      start = plusMinutes(start, minutes);
      return one;
    }),
  );
}

async function opened(rows: number): Promise<TimelinePage> {
  const page = await openTimeline({ visits: visits(), rows });
  await vi.waitFor(() => expect(page.chips().length).toBeGreaterThan(8));
  await nextFrame();
  return page;
}

function part(chip: Element, name: string): HTMLElement {
  return must(chip.querySelector<HTMLElement>(name), name);
}

const isShown = (el: HTMLElement): boolean => el.getClientRects().length > 0;

/** Names that are cut off, signs that lie on names, and chips that say nothing of whose they are. */
function complaints(page: TimelinePage): readonly string[] {
  return page.chips().flatMap((chip) => {
    const name = part(chip, '.tl-chip-name');
    const initials = part(chip, '.tl-chip-initials');
    const sign = part(chip, '.tl-sign').getBoundingClientRect();
    const words = isShown(name) ? name : initials;
    const box = words.getBoundingClientRect();
    const { right, bottom } = chip.getBoundingClientRect();
    const what = `${name.textContent} in ${Math.round(chip.getBoundingClientRect().width)} px`;
    // A letter may stand out of its line by a pixel or three; a line that is missing is fourteen.
    const isCut = words.scrollWidth > words.clientWidth + 1 || words.scrollHeight > words.clientHeight + 4;
    const isCovered = sign.left < box.right && box.left < sign.right && sign.top < box.bottom && box.top < sign.bottom;
    return [
      ...(isShown(words) ? [] : [`nothing said: ${what}`]),
      ...(isCut ? [`cut: ${what}`] : []),
      ...(isCovered ? [`covered: ${what}`] : []),
      ...(box.right > right || sign.right > right || sign.bottom > bottom ? [`outside: ${what}`] : []),
    ];
  });
}

test('names are whole, on two lines or as initials, and no sign lies on them', async () => {
  const page = await opened(0);
  expect(complaints(page)).toEqual([]);
  const [quarter, half] = page.chips('Greta');
  expect(isShown(part(must(quarter, 'chip'), '.tl-chip-initials'))).toBe(true);
  expect(isShown(part(must(half, 'chip'), '.tl-chip-name'))).toBe(true);
});

test('names are whole in the low rows of a full screen, too', async () => {
  const page = await opened(40);
  expect(page.lane(clinic.anna).getBoundingClientRect().height).toBeCloseTo(53, 0);
  expect(complaints(page)).toEqual([]);
});

test('few rows are high and tell the time; as rows are added they become lower, step by step', async () => {
  const heights: number[] = [];
  for (const rows of [0, 5, 7, 40]) {
    const page = await opened(rows);
    heights.push(Math.floor(page.lane(clinic.anna).getBoundingClientRect().height));
    const time = part(must(page.chips('Greta')[2], 'chip'), '.tl-chip-time');
    expect(isShown(time)).toBe(rows === 0);
    await page.close();
  }
  expect(heights).toEqual([97, 77, 65, 53]);
});

test('a long name or note of a row ends in an ellipsis', async () => {
  const page = await openTimeline();
  const title = '2nd floor, three places at the same time, behind the garden';
  page.view.put('resources', resource({ id: clinic.anna, kind: 'practitioner', name: 'Anna', title }));
  await vi.waitFor(() => expect(document.querySelector('.tl-row-small')?.textContent).toBe(title));
  const small = must(document.querySelector<HTMLElement>('.tl-row-small'), 'small print');
  const cell = must(small.closest('.tl-cell'), 'cell');
  expect(small.scrollWidth).toBeGreaterThan(small.clientWidth);
  expect(small.getBoundingClientRect().right).toBeLessThan(cell.getBoundingClientRect().right);
});
