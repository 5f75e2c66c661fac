import { expect, test } from 'vitest';
import { openPreferences } from '#renderer/ui/preference-store.ts';

function storage(kept: string | null): {
  getItem(): string | null;
  setItem(key: string, value: string): void;
  kept: string | null;
} {
  const self = { kept, getItem: () => self.kept, setItem: (_key: string, value: string) => void (self.kept = value) };
  return self;
}

test('the first language is the browser’s', () => {
  expect(openPreferences(storage(null), 'zh-TW').get().language).toBe('zh');
  expect(openPreferences(storage(null), 'pt-BR').get().language).toBe('en');
});

test('what was chosen is there at the next start', () => {
  const disk = storage(null);
  openPreferences(disk, 'en').change({ colorScheme: 'dark', snapMinutes: 5 });
  expect(openPreferences(disk, 'en').get()).toEqual({ language: 'en', colorScheme: 'dark', snapMinutes: 5 });
});

test('a damaged or hostile record is as good as none', () => {
  for (const kept of ['{', '[]', '{"language":"xx"}', '{"snapMinutes":0}', 'null']) {
    expect(openPreferences(storage(kept), 'en').get()).toEqual({
      language: 'en',
      colorScheme: 'auto',
      snapMinutes: 15,
    });
  }
});

test('a storage that refuses costs the memory, never the app', () => {
  const refusing = {
    getItem: () => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('full');
    },
  };
  const preferences = openPreferences(refusing, 'en');
  preferences.change({ language: 'zh' });
  expect(preferences.get().language).toBe('zh');
});
