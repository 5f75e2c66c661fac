import { Text } from '@mantine/core';
import { IconBan, IconFileImport } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { managerRoles } from '#shared/commands/command-definition.ts';
import classes from '#renderer/importing/calendar/calendar.module.css';
import { fileKind } from '#renderer/importing/drop/file-kind.ts';
import { useOpenFiles } from '#renderer/importing/drop/use-open-files.ts';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import { notify } from '#renderer/ui/notice.tsx';

type Over = { readonly calendars: number; readonly tables: number };

/** Takes files that are dropped anywhere on the window, and says what will happen while they are over it. */
export function WindowDrop(): ReactNode {
  const { t } = useTranslation();
  const session = useStore(useDesk().session);
  const mayImport = session.state === 'signed-in' && managerRoles.some((role) => role === session.person.role);
  const open = useOpenFiles();
  const [over, setOver] = useState<Over | null>(null);
  const drop = (files: readonly File[]): void => {
    setOver(null);
    if (mayImport) void open(files);
    else notify({ tone: 'problem', text: t('importing.calendar.drop.notHere') });
  };
  useDroppedFiles({ onOver: setOver, onDrop: drop });
  if (over === null) return null;
  return (
    <div className={classes.overlay}>
      <div className={classes.overlayBox} data-refused={!mayImport || undefined} role="status">
        {mayImport ? <IconFileImport size={64} stroke={1.2} /> : <IconBan size={64} stroke={1.2} />}
        <Text fz={24} fw={600}>
          {mayImport
            ? t(`importing.calendar.drop.${wordsOf(over)}`, { count: over.calendars })
            : t('importing.calendar.drop.notHere')}
        </Text>
        {mayImport && <Text c="dimmed">{t('importing.calendar.drop.hint')}</Text>}
      </div>
    </div>
  );
}

function wordsOf({ calendars, tables }: Over): 'calendars' | 'table' | 'files' {
  if (calendars > 0 && tables === 0) return 'calendars';
  return tables === 1 && calendars === 0 ? 'table' : 'files';
}

type Handlers = { onOver(over: Over | null): void; onDrop(files: readonly File[]): void };

// A file that nobody takes replaces the whole app in the window: so every one is taken.
function useDroppedFiles(handlers: Handlers): void {
  const now = useRef(handlers);
  now.current = handlers;
  useEffect(() => {
    let isOver = false;
    const onDragOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (isOver) return;
      isOver = true;
      now.current.onOver(countsOf(event));
    };
    const onDragLeave = (event: DragEvent): void => {
      // Between two elements of the window there is another one; outside there is none.
      if (event.relatedTarget !== null || !isOver) return;
      isOver = false;
      now.current.onOver(null);
    };
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      isOver = false;
      now.current.onDrop([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true;
}

/** While they are over the window, files tell their types and not their names. */
function countsOf({ dataTransfer }: DragEvent): Over {
  const kinds = [...(dataTransfer?.items ?? [])].map((item) => fileKind({ type: item.type }));
  return {
    calendars: kinds.filter((kind) => kind === 'calendar').length,
    tables: kinds.filter((kind) => kind === 'table').length,
  };
}
