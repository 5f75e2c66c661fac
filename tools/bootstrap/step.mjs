/** Ends a tool with a sentence for the person at the keyboard, without a stack trace. */
export class Stop extends Error {}

/**
 * Says on one line what is happening and, when it is done, how long it took.
 * @template Result
 * @param {string} what
 * @param {() => Result | Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function step(what, work) {
  const start = performance.now();
  process.stderr.write(`› ${what} … `);
  try {
    const result = await work();
    process.stderr.write(`${((performance.now() - start) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stderr.write('failed\n');
    throw error;
  }
}
