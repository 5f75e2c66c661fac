import { farBooking, openSignedIn } from '#tests/bench/page/desks.ts';
import { plainBooking, plainCollection } from '#tests/bench/page/rxdb-baseline.ts';

export type Echo = { readonly shownMs: readonly number[]; readonly savedMs: readonly number[] };

/** From submitting a booking to the moment when the view tells the screen, and to the moment when it is safe. */
export async function localEcho(name: string, first: number, runs: number): Promise<Echo> {
  const desk = await openSignedIn(name);
  const shownMs: number[] = [];
  const savedMs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const intent = farBooking(desk, first + run);
    const began = performance.now();
    const stop = desk.view.subscribe((changes) => {
      if (changes.some(({ id }) => id === intent.input.appointmentId)) shownMs[run] ??= performance.now() - began;
    });
    const { kind } = await desk.submit(intent);
    savedMs.push(performance.now() - began);
    stop();
    if (kind !== 'saved' || shownMs[run] === undefined) throw new Error(`booking ${run} was ${kind} and not shown`);
  }
  await desk.close();
  return { shownMs, savedMs };
}

/** The same with RxDB alone: insert a document, wait for the query that the screen would watch. */
export async function rxdbEcho(name: string, runs: number): Promise<readonly number[]> {
  const bookings = await plainCollection(name);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const booking = plainBooking(run);
    const began = performance.now();
    const shown = new Promise<void>((resolve) => {
      const watching = bookings.findOne(booking.id).$.subscribe((found) => {
        if (found === null) return;
        resolve();
        queueMicrotask(() => watching.unsubscribe());
      });
    });
    await bookings.insert(booking);
    await shown;
    times.push(performance.now() - began);
  }
  await bookings.database.close();
  return times;
}
