import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusalCodes } from '#shared/commands/refusal.ts';
import { allTexts } from '#renderer/ui/i18n/all-texts.ts';

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: object, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree as Tree)) {
    if (typeof value === 'string') found.set(`${prefix}${key}`, value);
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) found.set(inner, text);
  }
  return found;
}

const en = flat(allTexts.en);
const zh = flat(allTexts.zh);
const variables = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').toSorted();

describe('texts', () => {
  test('English and Chinese have exactly the same keys', () => {
    expect([...zh.keys()].toSorted()).toEqual([...en.keys()].toSorted());
  });

  test('no text is empty, and a translation speaks of the same things', () => {
    const empty = [...en, ...zh].filter(([, text]) => text.trim() === '').map(([key]) => key);
    const different = [...en].filter(([key, text]) => variables(zh.get(key) ?? '').join() !== variables(text).join());
    expect(empty).toEqual([]);
    expect(different).toEqual([]);
  });

  test('Chinese is Chinese: every text but names and symbols has a Chinese character', () => {
    const same = [...en]
      .filter(([key, text]) => /\p{L}{4}/u.test(text.replaceAll(/\{\{.*?\}\}/g, '')) && zh.get(key) === text)
      .map(([key]) => key);
    expect(same).toEqual(['ui.appName']);
  });

  test('every refusal has a sentence in both languages that names no code', () => {
    const bad = refusalCodes.filter((code) =>
      [en, zh].some((texts) => {
        const sentence = texts.get(`refusal.${code}`) ?? '';
        return !/[.。]$/.test(sentence) || (code.includes('-') && sentence.includes(code));
      }),
    );
    expect(bad).toEqual([]);
  });

  test('every key that the screens name exists', () => {
    const named = sources(join(import.meta.dirname, '../..')).flatMap(({ path, source }) =>
      [...source.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => ({ path, key: match[1] ?? '' })),
    );
    const exists = (key: string): boolean => en.has(key) || en.has(`${key}_one`);
    expect(named.length).toBeGreaterThan(200);
    expect(named.filter(({ key }) => !exists(key))).toEqual([]);
  });
});

function sources(folder: string): { path: string; source: string }[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
    .map((path) => ({ path, source: readFileSync(join(folder, path), 'utf8') }));
}
