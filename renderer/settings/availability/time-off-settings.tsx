import { Button, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimeOff } from '#shared/scheduling/time-off.ts';
import { useDocuments } from '#renderer/replica/desk-context.tsx';
import { TimeOffForm } from '#renderer/settings/availability/time-off-form.tsx';
import { TimeOffRow } from '#renderer/settings/availability/time-off-row.tsx';
import classes from '#renderer/settings/settings.module.css';

/** Leave: everybody asks and sees, managers decide. */
export function TimeOffSettings(): ReactNode {
  const { t } = useTranslation();
  const all = useDocuments('timeOff').toSorted((a, b) => (a.fromDate < b.fromDate ? -1 : 1));
  const [isAsking, setAsking] = useState(false);
  const open = all.filter(({ state }) => state === 'requested');
  const decided = all.filter(({ state }) => state !== 'requested').toReversed();
  return (
    <div className={classes.inner}>
      <header className={classes.head}>
        <div>
          <Title order={2}>{t('availability.off.title')}</Title>
          <Text fz="sm" c="dimmed">
            {t('availability.off.what')}
          </Text>
        </div>
        {!isAsking && (
          <Button leftSection={<IconPlus size={16} />} style={{ flexShrink: 0 }} onClick={() => setAsking(true)}>
            {t('availability.off.ask')}
          </Button>
        )}
      </header>
      {isAsking && <TimeOffForm onClose={() => setAsking(false)} />}
      {all.length === 0 && <Text fz="sm">{t('availability.off.none')}</Text>}
      <TimeOffList title={t('availability.off.open')} entries={open} />
      <TimeOffList title={t('availability.off.past')} entries={decided} />
    </div>
  );
}

function TimeOffList({ title, entries }: { readonly title: string; readonly entries: readonly TimeOff[] }): ReactNode {
  if (entries.length === 0) return null;
  return (
    <section className={classes.group} aria-label={title}>
      <h3 className={classes.groupTitle}>{title}</h3>
      <div className={classes.rows}>
        {entries.map((one) => (
          <TimeOffRow key={one.id} timeOff={one} />
        ))}
      </div>
    </section>
  );
}
