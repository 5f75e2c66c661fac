import { farBooking, openSignedIn } from '#tests/bench/page/desks.ts';

/** From submitting at one desk to the view of a second one, which has its own replica and its own stream. */
export async function pushToSecondDesk(
  names: readonly [string, string],
  first: number,
  runs: number,
): Promise<readonly number[]> {
  const desk = await openSignedIn(names[0]);
  const other = await openSignedIn(names[1]);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const intent = farBooking(desk, first + run);
    const seen = new Promise<void>((resolve) => {
      const stop = other.view.subscribe((changes) => {
        if (!changes.some(({ id }) => id === intent.input.appointmentId)) return;
        stop();
        resolve();
      });
    });
    const began = performance.now();
    await desk.submit(intent);
    await seen;
    times.push(performance.now() - began);
  }
  await desk.close();
  await other.close();
  return times;
}

/** The floor: a POST that touches no database, and the server-sent event that it causes on a second connection. */
export async function bareRoundTrip(url: string, runs: number): Promise<readonly number[]> {
  const stream = new EventSource(url);
  await new Promise((resolve) => stream.addEventListener('open', resolve, { once: true }));
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const heard = new Promise((resolve) => stream.addEventListener('message', resolve, { once: true }));
    const began = performance.now();
    await fetch(url, { method: 'POST' });
    await heard;
    times.push(performance.now() - began);
  }
  stream.close();
  return times;
}
