import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Client } from '#shared/scheduling/client.ts';
import { ClientSearch } from '#renderer/clients/client-search.ts';
import { id } from '#tests/builders/clinic.ts';
import { fastestMs, yardstickMs } from '#tests/builders/yardstick.ts';

function client(number: number, fields: Partial<Client>): Client {
  return {
    id: id('cl', number),
    version: 1,
    name: 'X',
    phone: '',
    email: '',
    notes: '',
    birthDate: null,
    isActive: true,
    ...fields,
  };
}

const search = new ClientSearch([
  client(1, { name: 'José Álvarez', phone: '+49 30 901820', email: 'jose.alvarez@example.org' }),
  client(2, { name: 'Renée O’Connor', phone: '555-0102' }),
  client(3, { name: '王小明', phone: '138 0013 8000' }),
  client(4, { name: 'Anna Straße' }),
  client(5, { name: 'Łukasz Øster' }),
  client(6, { name: 'Joanna Smith-Jones' }),
  client(7, { name: 'Anna Abel', isActive: false }),
  client(8, { name: '<img src=x onerror=alert(1)>' }),
  client(9, { name: 'سارة أحمد' }),
]);

const find = (query: string): readonly string[] => search.find(query, 20).map(({ name }) => name);

describe('client search', () => {
  test('composed and decomposed letters, accents and case are one', () => {
    for (const query of ['jose', 'JOSÉ', 'José', 'jose alv', 'álv']) expect(find(query)).toEqual(['José Álvarez']);
  });

  test('every word of the query must begin a word, in any order', () => {
    expect(find('smith jo')).toEqual(['Joanna Smith-Jones']);
    expect(find('jones')).toEqual(['Joanna Smith-Jones']);
    expect(find('nna')).toEqual([]);
  });

  test('a name that begins with the query comes before one that only contains it, one in use before one that is not', () => {
    expect(find('jo')).toEqual(['Joanna Smith-Jones', 'José Álvarez']);
    expect(find('anna')).toEqual(['Anna Straße', 'Anna Abel']);
  });

  test('letters of other alphabets are found by what a keyboard has', () => {
    expect(find('strasse')).toEqual(['Anna Straße']);
    expect(find('oster')).toEqual(['Łukasz Øster']);
    expect(find('lukasz')).toEqual(['Łukasz Øster']);
    expect(find("o'con")).toEqual(['Renée O’Connor']);
    expect(find('سارة')).toEqual(['سارة أحمد']);
  });

  test('a Chinese given name is found without its family name', () => {
    expect(find('小明')).toEqual(['王小明']);
    expect(find('王')).toEqual(['王小明']);
  });

  test('a telephone number is found by any three digits, with or without the country code', () => {
    for (const query of ['030 9018', '+49 30 90', '901820', '182']) expect(find(query)).toContain('José Álvarez');
    expect(find('jose 901')).toEqual(['José Álvarez']);
    expect(find('13800138000')).toEqual(['王小明']);
  });

  test('an e-mail address is found by its beginning and by its parts', () => {
    expect(find('jose.alvarez@ex')).toEqual(['José Álvarez']);
    expect(find('example')).toEqual(['José Álvarez']);
  });

  test('a hostile name is found as the text that it is', () => {
    expect(find('<img')).toEqual(['<img src=x onerror=alert(1)>']);
  });

  test('what was put replaces what was there, and what was removed is gone', () => {
    const own = new ClientSearch([client(1, { name: 'Old Name' })]);
    own.put(client(1, { name: 'New Name' }));
    expect(own.find('old', 5)).toEqual([]);
    expect(own.find('new', 5)).toHaveLength(1);
    own.remove(id('cl', 1));
    expect(own.find('', 5)).toEqual([]);
  });

  test('a keystroke among 50,000 clients takes less than sorting 200,000 numbers four times', () => {
    const given = ['Anna', 'Ben', 'José', '小明', 'Zoë', 'Łukasz', 'Mary Jane', 'Fatima', 'Δήμητρα', 'Иван'];
    const many = Array.from({ length: 50_000 }, (_, at) =>
      client(at, {
        name: `${given[at % 10]} Family${at % 7_000}`,
        phone: `+49 30 ${at}`,
        email: `person${at}@example.org`,
      }),
    );
    const large = new ClientSearch(many);
    large.find('x', 20);
    const keystrokes = ['z', 'zo', 'zoe', 'zoe f', 'zoe fa', 'family69', '030 4999', 'nobody at all', 'person499'];
    const times = keystrokes.map((query) => fastestMs(() => large.find(query, 20)));
    expect(Math.max(...times) / yardstickMs()).toBeLessThan(4);
  });
});

test('what follows every change finds the same as an index made anew', () => {
  const anyName = fc.constantFrom('Ana Torres', 'Anna Torres', 'José Ana', '王小明', 'Zed', 'Ana', 'Tor Ana');
  const anyChange = fc.record({ at: fc.integer({ min: 0, max: 6 }), name: fc.option(anyName), isActive: fc.boolean() });
  const anyQuery = fc.constantFrom('', 'a', 'an', 'ana', 'tor an', '小', 'jose', 'zed x');
  fc.assert(
    fc.property(fc.array(anyChange), anyQuery, (changes, query) => {
      const followed = new ClientSearch();
      const plain = new Map<string, Client>();
      for (const { at, name, isActive } of changes) {
        const next = client(at, { name: name ?? '', isActive });
        if (name === null) followed.remove(next.id);
        else followed.put(next);
        if (name === null) plain.delete(next.id);
        else plain.set(next.id, next);
      }
      expect(followed.find(query, 10)).toEqual(new ClientSearch(plain.values()).find(query, 10));
    }),
  );
});
