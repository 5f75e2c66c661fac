import type { ReactNode } from 'react';
import { CalendarReportStep } from '#renderer/importing/calendar/calendar-report-step.tsx';
import type { CalendarSession } from '#renderer/importing/calendar/calendar-session.ts';
import type { CalendarState } from '#renderer/importing/calendar/calendar-state.ts';
import { ReviewStep } from '#renderer/importing/calendar/review-step.tsx';
import { RunStep } from '#renderer/importing/run-step.tsx';

type Props = { readonly session: CalendarSession; readonly state: Exclude<CalendarState, { step: 'none' }> };

/** Calendar files from the preview to the report. */
export function CalendarStep({ session, state }: Props): ReactNode {
  switch (state.step) {
    case 'review':
      return <ReviewStep session={session} state={state} />;
    case 'run':
      return <RunStep fileName={state.fileNames.join(', ')} progress={state.progress} onStop={() => session.stop()} />;
    case 'report':
      return <CalendarReportStep session={session} state={state} />;
  }
}
