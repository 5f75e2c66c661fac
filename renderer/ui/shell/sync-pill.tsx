import { Button, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import type { SyncStatus } from '#renderer/sync-status/sync-status.ts';
import { useNow } from '#renderer/ui/use-now.ts';
import { timeAgo } from '#renderer/ui/time-ago.ts';
import classes from '#renderer/ui/shell/app-frame.module.css';

const tones: Readonly<Record<SyncStatus['connection'], 'good' | 'busy' | 'warn' | 'bad'>> = {
  connecting: 'busy',
  online: 'good',
  offline: 'warn',
  'must-update': 'bad',
  'not-authorised': 'bad',
};

/** Online or offline, and how much this desk still has to send; the rest of the truth on a click. */
export function SyncPill(): ReactNode {
  const { t } = useTranslation();
  const status = useStore(useDesk().status);
  const { connection, unsentCount } = status;
  const tone = connection === 'online' && unsentCount > 0 ? 'busy' : tones[connection];
  const unsent = unsentCount > 0 ? ` · ${t('ui.sync.unsent', { count: unsentCount })}` : '';
  return (
    <Popover position="bottom-end" width={320} shadow="md" withinPortal>
      <Popover.Target>
        <UnstyledButton className={classes.pill} data-tone={tone} data-connection={connection} data-testid="sync-pill">
          <span className={classes.dot} aria-hidden />
          <span role="status">
            {t(`ui.sync.${connection}`)}
            {unsent}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p="md">
        <SyncDetails status={status} />
      </Popover.Dropdown>
    </Popover>
  );
}

function SyncDetails({ status }: { readonly status: SyncStatus }): ReactNode {
  const { t, i18n } = useTranslation();
  const desk = useDesk();
  const now = useNow(10_000);
  const ago = (at: SyncStatus['lastSyncAt']): string =>
    at === null ? t('ui.sync.never') : timeAgo(at, now, i18n.language);
  return (
    <Stack gap="sm">
      <Text fw={600}>{t('ui.sync.title')}</Text>
      <Text fz="sm" c="dimmed">
        {t(hintKey(status))}
      </Text>
      <dl style={{ display: 'grid', gridTemplateColumns: '1fr auto', gap: '6px 12px', margin: 0, fontSize: 13.5 }}>
        <Fact name={t('ui.sync.unsentLabel')} value={String(status.unsentCount)} />
        {status.oldestUnsentAt !== null && <Fact name={t('ui.sync.oldest')} value={ago(status.oldestUnsentAt)} />}
        <Fact name={t('ui.sync.lastSync')} value={ago(status.lastSyncAt)} />
        <Fact name={t('ui.sync.conflicts')} value={String(status.conflictCount)} />
      </dl>
      <Text fz="xs" c="dimmed">
        {t(status.isOutboxDurable ? 'ui.sync.durableHint' : 'ui.sync.browserHint')}
      </Text>
      {status.connection !== 'online' && (
        <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={() => desk.syncNow()}>
          {t('ui.sync.syncNow')}
        </Button>
      )}
    </Stack>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt style={{ color: 'var(--fd-dim)' }}>{name}</dt>
      <dd style={{ margin: 0, textAlign: 'end', fontVariantNumeric: 'tabular-nums' }}>{value}</dd>
    </>
  );
}

const hints = {
  connecting: 'ui.sync.connectingHint',
  offline: 'ui.sync.offlineHint',
  'must-update': 'ui.sync.updateHint',
  'not-authorised': 'ui.sync.authHint',
} as const;

function hintKey({ connection, unsentCount }: SyncStatus): string {
  if (connection === 'online') return unsentCount === 0 ? 'ui.sync.allSent' : 'ui.sync.savedHere';
  return hints[connection];
}
