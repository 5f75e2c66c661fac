import { UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCalendarTime,
  IconFileImport,
  IconKeyboard,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import { useCommandBus } from '#renderer/ui/keyboard/keyboard.tsx';
import classes from '#renderer/ui/shell/app-frame.module.css';
import { BrandMark } from '#renderer/ui/shell/brand-mark.tsx';
import { useShell, useShellState } from '#renderer/ui/shell/shell-context.tsx';
import { type Screen, screens } from '#renderer/ui/shell/shell-state.ts';

const icons: Readonly<Record<Screen, typeof IconUsers>> = {
  timeline: IconCalendarTime,
  clients: IconUsers,
  conflicts: IconAlertTriangle,
  import: IconFileImport,
  settings: IconSettings,
};

export function NavRail(): ReactNode {
  const { t } = useTranslation();
  const bus = useCommandBus();
  return (
    <nav className={classes.rail} aria-label={t('ui.nav.label')}>
      <BrandMark className={classes.mark} />
      {screens.map((screen) => (
        <RailEntry key={screen} screen={screen} />
      ))}
      <div className={classes.spacer} />
      <UnstyledButton
        className={classes.entry}
        onClick={() => bus.dispatch('show-shortcuts')}
        title={t('ui.bar.shortcuts')}
      >
        <IconKeyboard size={20} stroke={1.6} aria-hidden />
        <span className={classes.words}>{t('ui.nav.keys')}</span>
      </UnstyledButton>
    </nav>
  );
}

function RailEntry({ screen }: { readonly screen: Screen }): ReactNode {
  const { t } = useTranslation();
  const { show } = useShell();
  const { place } = useShellState();
  const { conflictCount } = useStore(useDesk().status);
  const Icon = icons[screen];
  const count = screen === 'conflicts' ? conflictCount : 0;
  return (
    <UnstyledButton
      className={classes.entry}
      aria-current={place.screen === screen ? 'page' : undefined}
      title={t(`ui.nav.${screen}`)}
      onClick={() => show(screen)}
    >
      <Icon size={22} stroke={1.6} aria-hidden />
      <span className={classes.words}>{t(`ui.nav.${screen}`)}</span>
      {count > 0 && (
        <span className={classes.badge} aria-label={t('ui.nav.conflictCount', { count })}>
          {count > 99 ? '99+' : count}
        </span>
      )}
    </UnstyledButton>
  );
}
