import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { managerRoles } from '#shared/commands/command-definition.ts';
import { calendarSessionOf } from '#renderer/importing/calendar/calendar-session.ts';
import { CalendarStep } from '#renderer/importing/calendar/calendar-step.tsx';
import { ChooseFile } from '#renderer/importing/choose-file.tsx';
import { type ImportSession, importSessionOf } from '#renderer/importing/import-session.ts';
import classes from '#renderer/importing/import.module.css';
import { MappingStep } from '#renderer/importing/mapping-step.tsx';
import { ReportStep } from '#renderer/importing/report-step.tsx';
import { RunStep } from '#renderer/importing/run-step.tsx';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import { RoleNote } from '#renderer/ui/role-note.tsx';

/** From files to appointments: choose, say what they mean, see what will happen, do it, read the report. */
export function ImportScreen(): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const signedIn = useStore(desk.session);
  const role = signedIn.state === 'signed-in' ? signedIn.person.role : null;
  const mayImport = managerRoles.some((one) => one === role);
  return (
    <div className={classes.screen}>
      <header>
        <Title order={1}>{t('importing.title')}</Title>
        <Text c="dimmed" fz="sm">
          {t('importing.what')}
        </Text>
      </header>
      {mayImport || role === null ? (
        <Step session={importSessionOf(desk)} />
      ) : (
        <RoleNote>{t('importing.managersOnly', { role: t(`ui.role.${role}`) })}</RoleNote>
      )}
    </div>
  );
}

function Step({ session }: { readonly session: ImportSession }): ReactNode {
  const state = useStore(session.state);
  const calendars = calendarSessionOf(useDesk());
  const calendarState = useStore(calendars.state);
  // What was begun with a table is still there when the calendars are done.
  if (calendarState.step !== 'none') return <CalendarStep session={calendars} state={calendarState} />;
  switch (state.step) {
    case 'choose':
      return <ChooseFile fault={state.fault} calendarFaults={calendarState.faults} />;
    case 'map':
      return <MappingStep session={session} state={state} />;
    case 'run':
      return <RunStep fileName={state.file.name} progress={state.progress} onStop={() => session.stop()} />;
    case 'report':
      return <ReportStep session={session} state={state} />;
  }
}
