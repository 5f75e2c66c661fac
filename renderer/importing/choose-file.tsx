import { Alert, Button, FileButton, Stack, Text } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSession } from '#renderer/importing/import-session.ts';
import type { FileFault } from '#renderer/importing/import-state.ts';
import classes from '#renderer/importing/import.module.css';
import { readImportFile } from '#renderer/importing/read-file.ts';
import { useCurrentLocation } from '#renderer/ui/shell/shell-context.tsx';

export function ChooseFile({
  session,
  fault,
}: {
  readonly session: ImportSession;
  readonly fault: FileFault | null;
}): ReactNode {
  const { t } = useTranslation();
  const location = useCurrentLocation();
  const [isOver, setOver] = useState(false);
  const read = (file: File | null | undefined): void => {
    if (file) void readImportFile(file, session, { location, service: t('importing.whatFor.defaultService') });
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    read(event.dataTransfer.files[0]);
  };
  return (
    <Stack gap="md">
      <div
        className={classes.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <IconFileSpreadsheet size={48} stroke={1.2} aria-hidden />
        <Text fw={600} fz="lg">
          {t('importing.drop')}
        </Text>
        <Text c="dimmed" fz="sm">
          {t('importing.pick')}
        </Text>
        <FileButton accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values" onChange={read}>
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
    </Stack>
  );
}
