/** The whole of a gate with `npm run gates`; with `npm test`, a share that keeps it short. */
export const isFull = process.env['GATES'] === 'full';

export function sized(full: number, share: number): number {
  return isFull ? full : share;
}
