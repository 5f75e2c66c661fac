import { expect, test } from 'vitest';
import { loadHolidayLibrary } from '#renderer/settings/availability/holiday-library.ts';

test('[AV5] countries are named in the language of the reader, also where the library does not know it', async () => {
  const library = await loadHolidayLibrary();
  expect(new Map(library.countries('zh')).get('DE')).toBe('德国');
  expect(new Map(library.countries('en')).get('DE')).toBe('Germany');
});
