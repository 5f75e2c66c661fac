const FIRST_LINE = '-------------- RxDB Open Core RxStorage';

/**
 * RxDB's free storage advertises itself on the console at its first write (F24). Lets every other warning through, and
 * takes itself away with the one that it is for.
 */
export function muteAdvertisement(): void {
  if (isMuted) return;
  isMuted = true;
  const { warn } = console;
  const filter = (...args: readonly unknown[]): void => {
    const isAdvertisement = typeof args[0] === 'string' && args[0].startsWith(FIRST_LINE);
    if (!isAdvertisement) return warn.apply(console, [...args]);
    if (console.warn === filter) console.warn = warn;
  };
  console.warn = filter;
}
let isMuted = false;
