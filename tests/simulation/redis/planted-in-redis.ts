import { must } from '#shared/lib/must.ts';
import { TAKE } from '#server/authority/redis/hold-scripts.ts';
import type { Mutation } from '#tests/simulation/mutation.ts';

type Sent = { readonly script: string; readonly args: readonly string[] };

const fence = must(/if there\[1\] ~= version .*? end\n/.exec(TAKE)?.[0], 'the fence of the script');

/** Bugs on the way to Redis. */
export function plantedInRedis(mutation: Mutation | null): (script: string, args: readonly string[]) => Sent {
  switch (mutation) {
    case 'redis-fence-not-compared':
      // That a hold was in force when it was read is good enough.
      return (script, args) => ({ script: script.replace(fence, ''), args });
    case 'redis-booking-names-nothing':
      return (script, args) => ({ script, args: script === TAKE ? args.map(withoutNames) : args });
    case 'redis-hold-never-lapses':
      // A hold that is over stays there, marked as such.
      return (script, args) => ({
        script: script.replaceAll(/redis\.call\('PEXPIRE(AT)?', KEYS\[1\][^\n]*\n/g, ''),
        args,
      });
    default:
      return (script, args) => ({ script, args });
  }
}

function withoutNames(wish: string): string {
  const asked: object = JSON.parse(wish);
  return JSON.stringify('kind' in asked && asked.kind === 'transaction' ? { ...asked, claims: [] } : asked);
}
