import { expect, test } from 'vitest';
import { commands } from '#shared/commands/registry.ts';
import { didKey } from '#renderer/conflicts/did-key.ts';
import { texts } from '#renderer/conflicts/texts.ts';

test('whatever command is refused, the inbox has a sentence for it', () => {
  const said: readonly string[] = Object.keys(texts.en.conflicts.did);
  expect(Object.keys(commands).filter((name) => !said.includes(didKey(name)))).toEqual([]);
});
