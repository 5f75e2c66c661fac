import type { Scenario } from '#tests/simulation/run-seed.ts';

/** Past failures, shrunk. They run before everything else, for ever. */
export const regressions: readonly { readonly name: string; readonly scenario: Scenario }[] = [
  { name: 'a call that failed while the stream lived left the desk offline for good [I13]', scenario: { seed: 9 } },
  {
    name: 'a full disk at the hello of a restored server left the old replica in place [I3]',
    scenario: { seed: 40, calm: ['requestLost', 'duplicate', 'truncated', 'stale'] },
  },
  {
    name: 'an own booking that had been pulled before its verdict left the screen with the replica [I8]',
    scenario: { seed: 31, calm: ['replyLost', 'stale', 'slowCommit', 'slowStatement'] },
  },
  {
    name: 'a pending booking left the screen when its person lost the role and the desk restarted [I8]',
    scenario: { seed: 101 },
  },
  {
    name: 'a restored server answered a pull before its stream said hello, and two databases were on one screen [PL8]',
    scenario: {
      seed: 240,
      calm: ['duplicate', 'truncated', 'slowCommit', 'slowDisk', 'duplicateWorker', 'poison'],
    },
  },
  {
    name: 'of two copies of a profile one was answered before a restore and the other after it [I4]',
    scenario: { seed: 281, calm: ['duplicate', 'delay', 'duplicateWorker', 'poison'] },
  },
];
