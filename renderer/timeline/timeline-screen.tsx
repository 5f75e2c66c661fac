import type { TimelineScreenProps } from '#renderer/timeline/timeline-props.ts';

export type { ChosenSlot, TimelineHandle, TimelineScreenProps, TimelineSpan } from '#renderer/timeline/timeline-props.ts';

/** The main screen: who is where, when. */
export function TimelineScreen({ desk }: TimelineScreenProps) {
  return <main aria-busy={desk.isLoading.get()} />;
}
