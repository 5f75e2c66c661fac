import { expect } from '@playwright/test';
import { addDays, type LocalDate } from '#shared/time/local.ts';
import type { DeskPage } from '#tests/e2e/support/desk-page.ts';

const perRoom = 40;

/** A schedule of that many visits that clash with nothing, in rooms of its own; one command for each row. */
export function manyRows(count: number, day: LocalDate, prefix: string): string {
  const rows = Array.from({ length: count }, (_, at) => {
    const slot = at % perRoom;
    const date = addDays(day, Math.floor(slot / 20));
    const minute = 8 * 60 + (slot % 20) * 30;
    const time = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
    const room = `${prefix} room ${Math.floor(at / perRoom) + 1}`;
    return [`${prefix}-${at}`, `${date} ${time}`, '30', room, `${prefix} check`, `${prefix} person ${at}`].join(',');
  });
  return ['Number,Start,Minutes,Room,Service,Title', ...rows].join('\n');
}

/** Takes the file in on the Import screen, as somebody who may; every row is then in the desk's outbox. */
export async function importRows(desk: DeskPage, csv: string): Promise<void> {
  await openFile(desk, 'schedule.csv', csv);
  await desk.page.getByRole('button', { name: /^Import [\d,]+ rows?$/ }).click();
}

export async function openFile(desk: DeskPage, name: string, text: string): Promise<void> {
  await desk.page.getByRole('button', { name: 'Import', exact: true }).click();
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await desk.page.locator('input[type=file]').setInputFiles(file);
  await expect(desk.page.getByRole('heading', { name: 'What the columns mean' })).toBeVisible();
}
