import { calendarReport } from '#shared/importing/calendar/calendar-report.ts';
import type { PlannedCommand } from '#shared/importing/import-plan.ts';
import type {
  CalendarFault,
  CalendarState,
  FileReport,
  OpenCalendar,
} from '#renderer/importing/calendar/calendar-state.ts';
import { type PlannedCalendar, planOpenCalendar } from '#renderer/importing/calendar/plan-open-calendar.ts';
import { type Sent, sendCommands } from '#renderer/importing/send-commands.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { createStore, type Store } from '#renderer/replica/store.ts';

/** One import of calendar files at a time, for as long as the window lives; it goes on beside other screens. */
export type CalendarSession = {
  readonly state: Store<CalendarState>;
  /** Adds files to those that are looked at. False: an import is running, and nothing was opened. */
  open(calendars: readonly OpenCalendar[], faults: readonly CalendarFault[]): boolean;
  change(runId: string, patch: Partial<Pick<OpenCalendar, 'resourceId' | 'becomes' | 'serviceId' | 'skipped'>>): void;
  close(runId: string): void;
  start(): void;
  stop(): void;
  reset(): void;
};

const sessions = new WeakMap<Desk, CalendarSession>();

export function calendarSessionOf(desk: Desk): CalendarSession {
  const session = sessions.get(desk) ?? createCalendarSession(desk);
  sessions.set(desk, session);
  return session;
}

const none: CalendarState = { step: 'none', faults: [] };

function createCalendarSession(desk: Desk): CalendarSession {
  const state = createStore<CalendarState>(none);
  let stopper = new AbortController();
  return {
    state,
    open: (calendars, faults) => {
      const now = state.get();
      if (now.step === 'run') return false;
      const open = now.step === 'review' ? [...now.calendars, ...calendars] : calendars;
      state.set(open.length === 0 ? { step: 'none', faults } : { step: 'review', calendars: open, faults });
      return true;
    },
    change: (runId, patch) => {
      const now = state.get();
      if (now.step !== 'review') return;
      const calendars = now.calendars.map((one) => (one.runId === runId ? { ...one, ...patch } : one));
      state.set({ ...now, calendars });
    },
    close: (runId) => {
      const now = state.get();
      if (now.step !== 'review') return;
      const calendars = now.calendars.filter((one) => one.runId !== runId);
      state.set(calendars.length === 0 ? none : { ...now, calendars, faults: [] });
    },
    start: () => {
      const now = state.get();
      if (now.step !== 'review') return;
      stopper = new AbortController();
      const planned = now.calendars.flatMap((calendar) => planOpenCalendar(calendar, desk) ?? []);
      const fileNames = now.calendars.map(({ fileName }) => fileName);
      void sendCommands({
        desk,
        commands: planned.flatMap(commandsOf),
        signal: stopper.signal,
        onProgress: (progress) => state.set({ step: 'run', fileNames, progress }),
      }).then((sent) =>
        state.set({ step: 'report', reports: planned.map((one) => reportOf(one, sent)), stopped: sent.stopped }),
      );
    },
    stop: () => {
      stopper.abort();
      const now = state.get();
      if (now.step === 'run') state.set({ ...now, progress: { ...now.progress, isStopping: true } });
    },
    reset: () => state.set(none),
  };
}

function commandsOf({ plan, calendar }: PlannedCalendar): readonly PlannedCommand[] {
  return [
    ...plan.setUp,
    ...plan.items.filter(({ line }) => !calendar.skipped.has(line)).flatMap(({ commands }) => commands),
  ];
}

function reportOf({ calendar, target, plan }: PlannedCalendar, { outcomes, displaced }: Sent): FileReport {
  const { fileName, skipped } = calendar;
  const isInInbox = ({ commands }: { readonly commands: readonly PlannedCommand[] }): boolean =>
    commands.some(({ commandId }) => displaced.has(commandId));
  const inInbox = plan.items.filter(isInInbox).length;
  return { fileName, target, plan, report: calendarReport(plan, { outcomes, skipped }), inInbox };
}
