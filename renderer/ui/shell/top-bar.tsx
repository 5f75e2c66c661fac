import { ActionIcon, Button, Group, Kbd, Select, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconPlus, IconSearch, IconWalk } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import { useCommandBus } from '#renderer/ui/keyboard/keyboard.tsx';
import { keysOf } from '#renderer/ui/keyboard/key-names.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';
import { AppearanceMenu } from '#renderer/ui/shell/appearance-menu.tsx';
import classes from '#renderer/ui/shell/app-frame.module.css';
import { PersonMenu } from '#renderer/ui/shell/person-menu.tsx';
import { useCurrentLocation, useLocations, useShell } from '#renderer/ui/shell/shell-context.tsx';
import { SyncPill } from '#renderer/ui/shell/sync-pill.tsx';

export function TopBar(): ReactNode {
  const { t } = useTranslation();
  const bus = useCommandBus();
  return (
    <header className={classes.bar}>
      <ClinicAndLocation />
      <UnstyledButton className={classes.search} onClick={() => bus.dispatch('search')} aria-keyshortcuts="Control+K">
        <IconSearch size={16} stroke={1.8} aria-hidden />
        <span className={classes.searchLabel}>{t('ui.bar.search')}</span>
        <Kbd size="xs">{keysOf('search')[0]}</Kbd>
      </UnstyledButton>
      <div className={classes.barEnd}>
        <BookButtons />
        <UndoRedo />
        <SyncPill />
        <AppearanceMenu />
        <PersonMenu />
      </div>
    </header>
  );
}

function ClinicAndLocation(): ReactNode {
  const { t } = useTranslation();
  const { locate } = useShell();
  const tenantName = useStore(useDesk().tenantName);
  const locations = useLocations();
  const current = useCurrentLocation();
  return (
    <div className={classes.clinic}>
      <Text className={classes.clinicName} title={tenantName}>
        {withoutOverrides(tenantName)}
      </Text>
      {locations.length > 1 && (
        <Select
          aria-label={t('ui.bar.location')}
          data={locations.map(({ id, name }) => ({ value: id, label: withoutOverrides(name) }))}
          value={current?.id ?? null}
          onChange={(id) => id !== null && locate(id)}
          allowDeselect={false}
          comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
          w={168}
        />
      )}
    </div>
  );
}

function BookButtons(): ReactNode {
  const { t } = useTranslation();
  const bus = useCommandBus();
  return (
    <Group gap={6} wrap="nowrap" me={4}>
      <Tooltip label={`${t('ui.shortcuts.walk-in')} · ${keysOf('walk-in')[0]}`}>
        <Button
          className={classes.signed}
          variant="default"
          leftSection={<IconWalk size={16} />}
          onClick={() => bus.dispatch('walk-in')}
        >
          <span className={classes.words}>{t('ui.bar.walkIn')}</span>
        </Button>
      </Tooltip>
      <Tooltip label={`${t('ui.shortcuts.new-appointment')} · ${keysOf('new-appointment')[0]}`}>
        <Button
          className={classes.signed}
          leftSection={<IconPlus size={16} />}
          onClick={() => bus.dispatch('new-appointment')}
        >
          <span className={classes.words}>{t('ui.bar.newAppointment')}</span>
        </Button>
      </Tooltip>
    </Group>
  );
}

function UndoRedo(): ReactNode {
  const { t } = useTranslation();
  const bus = useCommandBus();
  const { undoLabel, redoLabel } = useStore(useDesk().history);
  const undoText = undoLabel === null ? t('ui.bar.nothingToUndo') : t('ui.bar.undo', { what: t(undoLabel) });
  const redoText = redoLabel === null ? t('ui.bar.nothingToRedo') : t('ui.bar.redo', { what: t(redoLabel) });
  return (
    <Group gap={0} wrap="nowrap">
      <Tooltip label={`${undoText} · ${keysOf('undo')[0]}`}>
        <ActionIcon size="lg" aria-label={undoText} disabled={undoLabel === null} onClick={() => bus.dispatch('undo')}>
          <IconArrowBackUp size={19} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${redoText} · ${keysOf('redo')[0]}`}>
        <ActionIcon size="lg" aria-label={redoText} disabled={redoLabel === null} onClick={() => bus.dispatch('redo')}>
          <IconArrowForwardUp size={19} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
