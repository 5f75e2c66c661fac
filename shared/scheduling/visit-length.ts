import type { Phase } from '#shared/scheduling/appointment.ts';

type Timed = Pick<Phase, 'minutes'>;

/** The phases with this total length: the last one takes up the difference, and gives way no further than one minute. */
export function withTotalMinutes<One extends Timed>(phases: readonly One[], minutes: number): One[] {
  let difference = minutes - phases.reduce((total, phase) => total + phase.minutes, 0);
  return phases
    .toReversed()
    .map((phase) => {
      const next = Math.max(1, phase.minutes + difference);
      difference -= next - phase.minutes;
      return { ...phase, minutes: next };
    })
    .toReversed();
}
