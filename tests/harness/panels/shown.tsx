import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '#renderer/ui/global.css';
import '#renderer/timeline/timeline.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { DeskProvider } from '#renderer/replica/desk-context.tsx';
import { startI18n } from '#renderer/ui/i18n/i18n.ts';
import { cssVariables, theme } from '#renderer/ui/theme.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';

startI18n('en');

/** A panel as the shell shows it: themed, in English, on this desk; without animations, so that tests need not wait. */
export function Shown({ desk, children }: { readonly desk: InMemoryDesk; readonly children: ReactNode }): ReactNode {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test" forceColorScheme="light">
      <Notifications />
      <DeskProvider desk={desk}>
        <div style={{ width: 392, height: 900 }}>{children}</div>
      </DeskProvider>
    </MantineProvider>
  );
}
