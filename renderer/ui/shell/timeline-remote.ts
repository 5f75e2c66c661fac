import type { Instant } from '#shared/time/instant.ts';
import type { TimelineHandle } from '#renderer/timeline/timeline-props.ts';

type Act = (timeline: TimelineHandle) => void;

/** Passes wishes on to the timeline; those that come while it is not on the screen wait for it. */
export type TimelineRemote = {
  connect(timeline: TimelineHandle | null): void;
  send(act: Act): void;
  /** Where the days that are shown begin; undefined while no timeline is on the screen. */
  shownFrom(): Instant | undefined;
};

export function createTimelineRemote(): TimelineRemote {
  let connected: TimelineHandle | null = null;
  let waiting: readonly Act[] = [];
  return {
    connect: (timeline) => {
      connected = timeline;
      if (timeline === null) return;
      const acts = waiting;
      waiting = [];
      for (const act of acts) act(timeline);
    },
    send: (act) => {
      if (connected === null) waiting = [...waiting, act];
      else act(connected);
    },
    shownFrom: () => connected?.shownFrom(),
  };
}
