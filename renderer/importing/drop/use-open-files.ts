import { useTranslation } from 'react-i18next';
import { calendarSessionOf } from '#renderer/importing/calendar/calendar-session.ts';
import { openCalendars } from '#renderer/importing/calendar/open-calendars.ts';
import { fileKind } from '#renderer/importing/drop/file-kind.ts';
import { importSessionOf } from '#renderer/importing/import-session.ts';
import { readImportFile } from '#renderer/importing/read-file.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { notify } from '#renderer/ui/notice.tsx';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';
import { useCurrentLocation, useShell } from '#renderer/ui/shell/shell-context.tsx';

export const readableFiles =
  '.ics,.ical,.icalendar,.csv,.tsv,.txt,text/calendar,text/csv,text/plain,text/tab-separated-values';

/** Opens files that somebody chose or dropped, each for the import that can read it, and shows the preview. */
export function useOpenFiles(): (files: readonly File[]) => Promise<void> {
  const { t } = useTranslation();
  const desk = useDesk();
  const shell = useShell();
  const location = useCurrentLocation();
  const say = (key: string, file = ''): void =>
    notify({ tone: 'problem', text: t(`importing.calendar.drop.${key}`, { file: withoutOverrides(file) }) });
  return async (files) => {
    const of = (kind: ReturnType<typeof fileKind>): readonly File[] => files.filter((file) => fileKind(file) === kind);
    const [calendars, tables] = [of('calendar'), of('table')];
    for (const { name } of of('unknown').slice(0, 3)) say('unknown', name);
    if (calendars.length > 0) {
      const resources = [...desk.view.all('resources').values()];
      if (!(await openCalendars(calendars, calendarSessionOf(desk), resources))) return say('running');
    }
    const [table] = tables;
    if (table !== undefined) {
      const session = importSessionOf(desk);
      if (session.state.get().step === 'run') return say('running');
      await readImportFile(table, session, { location, service: t('importing.whatFor.defaultService') });
      if (tables.length > 1) say('oneTable', table.name);
    }
    if (calendars.length + tables.length > 0) shell.show('import');
  };
}
