import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Calendar, Job } from '#tests/bench/load/job.ts';

/** The request body of one attempt at a slot. */
export function attemptBody(job: Job, slot: number, sequence: number): string {
  const { calendar, actorId } = job;
  const { start, resourceIds } = placeOf(calendar, slot);
  const phases = [{ minutes: 30, resourceIds }];
  if (job.via === 'hold') return JSON.stringify(holdInput(job, start, phases));
  const input = {
    appointmentId: randomUUID(),
    locationId: calendar.locationId,
    serviceId: calendar.serviceId,
    client: { kind: 'nobody' },
    label: 'Load',
    start,
    phases,
    substitutes: [],
    status: 'booked',
    source: 'desk',
    notes: '',
  };
  const command = { id: randomUUID(), name: 'appointment.book', actorId, deskTime: Date.now(), sequence, input };
  return JSON.stringify({ commands: [command] });
}

function holdInput({ actorId, calendar }: Job, start: number, phases: readonly object[]): object {
  return {
    id: randomUUID(),
    ownerToken: randomUUID(),
    actorId,
    appointmentId: null,
    replaces: null,
    start,
    phases,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    locationId: calendar.locationId,
  };
}

/** Every pair at one time, then the next time. */
function placeOf(calendar: Calendar, slot: number): { start: number; resourceIds: readonly string[] } {
  const { pairs, firstStart, slotsADay } = calendar;
  const time = Math.floor(slot / pairs.length);
  const [day, slotOfDay] = [Math.floor(time / slotsADay), time % slotsADay];
  return {
    start: firstStart + day * 86_400_000 + slotOfDay * 1_800_000,
    resourceIds: pairs[slot % pairs.length] ?? [],
  };
}

export function slotCount({ pairs, slotsADay, days }: Calendar): number {
  return pairs.length * slotsADay * days;
}

const bookedSchema = z.object({
  result: z.object({ data: z.object({ verdicts: z.tuple([z.object({ verdict: z.object({ kind: z.string() }) })]) }) }),
});
const heldSchema = z.object({ result: z.object({ data: z.object({ kind: z.string() }) }) });

const meanings: Readonly<Record<string, 'confirmed' | 'refused'>> = {
  accepted: 'confirmed',
  adjusted: 'confirmed',
  held: 'confirmed',
  displaced: 'refused',
  taken: 'refused',
};

/** What an answer says; null when it says nothing that was asked. */
export function outcomeOf(via: Job['via'], body: string): 'confirmed' | 'refused' | null {
  const json: unknown = JSON.parse(body);
  const kind =
    via === 'hold'
      ? heldSchema.safeParse(json).data?.result.data.kind
      : bookedSchema.safeParse(json).data?.result.data.verdicts[0].verdict.kind;
  return meanings[kind ?? ''] ?? null;
}
