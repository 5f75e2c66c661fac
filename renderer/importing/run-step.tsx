import { Alert, Button, Group, Progress, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Progress as ImportProgress } from '#renderer/importing/import-state.ts';
import classes from '#renderer/importing/import.module.css';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

type Props = { readonly fileName: string; readonly progress: ImportProgress; readonly onStop: () => void };

export function RunStep({ fileName, progress, onStop }: Props): ReactNode {
  const { t } = useTranslation();
  const { connection } = useStore(useDesk().status);
  const { total, saved, decided, isStopping } = progress;
  const percent = (part: number): number => (total === 0 ? 100 : (part / total) * 100);
  return (
    <section className={classes.panel}>
      <Title order={2}>{t('importing.run.title', { file: withoutOverrides(fileName) })}</Title>
      <Bar label={t('importing.run.saved', { done: saved, total })} percent={percent(saved)} />
      <Bar label={t('importing.run.decided', { done: decided, total })} percent={percent(decided)} />
      {connection === 'offline' && <Alert color="yellow">{t('importing.run.offline')}</Alert>}
      <Group justify="space-between">
        <Text c="dimmed" fz="sm">
          {t('importing.run.stay')}
        </Text>
        {saved < total && (
          <Button variant="default" disabled={isStopping} onClick={onStop}>
            {t('importing.run.stop')}
          </Button>
        )}
      </Group>
    </section>
  );
}

function Bar({ label, percent }: { readonly label: string; readonly percent: number }): ReactNode {
  return (
    <div>
      <Text fz="sm" mb={4} className="tabular">
        {label}
      </Text>
      <Progress value={percent} size="lg" radius="xl" aria-label={label} transitionDuration={150} />
    </div>
  );
}
