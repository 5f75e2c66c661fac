import { MantineProvider, mergeThemeOverrides, useMantineColorScheme } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEndedHoldNotices } from '#renderer/appointments/hold/use-ended-hold-notices.ts';
import { ScopeDialog } from '#renderer/appointments/series/scope-dialog.tsx';
import { SearchDialog } from '#renderer/clients/search-dialog.tsx';
import { WindowDrop } from '#renderer/importing/drop/window-drop.tsx';
import type { Desk } from '#renderer/replica/desk.ts';
import { DeskProvider, useStore } from '#renderer/replica/desk-context.tsx';
import type { ServerAccess } from '#renderer/replica/network/server-access.ts';
import { ServerQueries } from '#renderer/replica/server-queries.tsx';
import { SignInScreen } from '#renderer/sign-in/sign-in-screen.tsx';
import { ErrorBoundary } from '#renderer/ui/error-boundary.tsx';
import { languageTag } from '#renderer/ui/i18n/i18n.ts';
import { KeyboardProvider, useCommand } from '#renderer/ui/keyboard/keyboard.tsx';
import { ShortcutList } from '#renderer/ui/keyboard/shortcut-list.tsx';
import { usePreferences } from '#renderer/ui/preferences.ts';
import classes from '#renderer/ui/shell/app-frame.module.css';
import { useAppCommands } from '#renderer/ui/shell/app-commands.tsx';
import { Aside } from '#renderer/ui/shell/aside.tsx';
import { NavRail } from '#renderer/ui/shell/nav-rail.tsx';
import { CurrentScreen } from '#renderer/ui/shell/screen.tsx';
import { ShellProvider } from '#renderer/ui/shell/shell-context.tsx';
import { TopBar } from '#renderer/ui/shell/top-bar.tsx';
import { closeNamed, cssVariables, theme } from '#renderer/ui/theme.ts';

/** Colours, letters and notices around anything that is shown, also before there is a desk. */
export function Look({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const close = t('ui.action.close');
  const spoken = useMemo(() => mergeThemeOverrides(theme, closeNamed(close)), [close]);
  return (
    <MantineProvider theme={spoken} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <FollowPreferences />
      <Notifications position="bottom-center" limit={3} containerWidth={440} />
      <ErrorBoundary>{children}</ErrorBoundary>
    </MantineProvider>
  );
}

/** The app for an open desk: the sign-in while it is locked, else the screens. */
export function App({ desk, access }: { readonly desk: Desk; readonly access: ServerAccess }): ReactNode {
  return (
    <DeskProvider desk={desk}>
      <ServerQueries access={access}>
        <KeyboardProvider>
          <SignedInOrNot desk={desk} />
        </KeyboardProvider>
      </ServerQueries>
    </DeskProvider>
  );
}

function SignedInOrNot({ desk }: { readonly desk: Desk }): ReactNode {
  const session = useStore(desk.session);
  if (session.state !== 'signed-in') return <SignInScreen />;
  return (
    <ShellProvider>
      <Frame />
    </ShellProvider>
  );
}

function Frame(): ReactNode {
  useAppCommands();
  useEndedHoldNotices();
  return (
    <div className={classes.frame}>
      <NavRail />
      <TopBar />
      <div className={classes.body}>
        <main className={classes.main}>
          <CurrentScreen />
        </main>
        <Aside />
      </div>
      <Dialogs />
      <WindowDrop />
    </div>
  );
}

function Dialogs(): ReactNode {
  const [open, setOpen] = useState<'search' | 'shortcuts' | null>(null);
  const close = (): void => setOpen(null);
  useCommand('search', () => setOpen('search'));
  useCommand('show-shortcuts', () => setOpen('shortcuts'));
  return (
    <>
      <SearchDialog isOpen={open === 'search'} onClose={close} />
      <ShortcutList isOpen={open === 'shortcuts'} onClose={close} />
      <ScopeDialog />
    </>
  );
}

function FollowPreferences(): null {
  const { colorScheme, language } = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  const { i18n } = useTranslation();
  useEffect(() => setColorScheme(colorScheme), [colorScheme, setColorScheme]);
  useEffect(() => {
    void i18n.changeLanguage(language);
    document.documentElement.lang = languageTag(language);
  }, [i18n, language]);
  return null;
}
