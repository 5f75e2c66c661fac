import { Alert, Button, FileButton, Stack, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CalendarFaults } from '#renderer/importing/calendar/calendar-faults.tsx';
import type { CalendarFault } from '#renderer/importing/calendar/calendar-state.ts';
import { readableFiles, useOpenFiles } from '#renderer/importing/drop/use-open-files.ts';
import type { FileFault } from '#renderer/importing/import-state.ts';
import classes from '#renderer/importing/import.module.css';

type Props = { readonly fault: FileFault | null; readonly calendarFaults: readonly CalendarFault[] };

export function ChooseFile({ fault, calendarFaults }: Props): ReactNode {
  const { t } = useTranslation();
  const open = useOpenFiles();
  return (
    <Stack gap="md">
      <div className={classes.drop}>
        <IconFileImport size={48} stroke={1.2} aria-hidden />
        <Text fw={600} fz="lg">
          {t('importing.drop')}
        </Text>
        <Text c="dimmed" fz="sm">
          {t('importing.pick')}
        </Text>
        <FileButton multiple accept={readableFiles} onChange={(files) => void open(files)}>
          {(props) => (
            <Button {...props} size="md" mt="xs">
              {t('importing.choose')}
            </Button>
          )}
        </FileButton>
        <Text c="dimmed" fz="xs" mt="xs">
          {t('importing.dropHint')}
        </Text>
      </div>
      {fault !== null && (
        <Alert color="red" role="alert">
          {t(`importing.${fault.kind}`, { file: fault.file })}
        </Alert>
      )}
      <CalendarFaults faults={calendarFaults} />
    </Stack>
  );
}
