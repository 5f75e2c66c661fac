import { expect, test } from 'vitest';
import { pulledDocuments } from '#renderer/replica/database/pulled-documents.ts';
import { id, resource } from '#tests/builders/clinic.ts';

const none = (): number => 0;

test('a document is kept as its own schema reads it', () => {
  const room = resource({ id: id('room', 1), version: 3 });
  const { documents, faults } = pulledDocuments('resources', [{ document: room, isGone: false }], none);
  expect(documents).toMatchObject([{ id: room.id, version: 3, _deleted: false }]);
  expect(documents.map(({ body }) => JSON.parse(body))).toEqual([room]);
  expect(faults).toEqual([]);
});

test('a document that left the window is removed, whatever else is said of it', () => {
  const { documents } = pulledDocuments(
    'resources',
    [{ document: { id: id('room', 1), version: 4 }, isGone: true }],
    none,
  );
  expect(documents).toEqual([{ id: id('room', 1), version: 4, body: '', _deleted: true }]);
});

test('[F12] a document that does not fit is left out and named without what it holds; the others come', () => {
  const good = resource({ id: id('room', 1) });
  const bad = { ...resource({ id: id('room', 2) }), name: 'Secret', lanes: 'Secret' };
  const { documents, faults } = pulledDocuments(
    'resources',
    [bad, good].map((document) => ({ document, isGone: false })),
    none,
  );
  expect(documents.map((one) => one.id)).toEqual([good.id]);
  expect(faults).toEqual(['resources: lanes invalid_type']);
});

test('[I9] a version below the one that the desk has is left out; the same one may come again', () => {
  const page = [4, 5, 6].map((version) => ({
    document: resource({ id: id('room', version), version }),
    isGone: false,
  }));
  const { documents } = pulledDocuments('resources', page, () => 5);
  expect(documents.map(({ version }) => version)).toEqual([5, 6]);
});
