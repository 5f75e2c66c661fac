import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '#renderer/ui/global.css';
import '#renderer/timeline/timeline.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { DeskProvider } from '#renderer/replica/desk-context.tsx';
import { startI18n } from '#renderer/ui/i18n/i18n.ts';
import { cssVariables, theme } from '#renderer/ui/theme.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';

startI18n('en');

type ShownProps = { readonly desk: InMemoryDesk; readonly width?: number; readonly children: ReactNode };

/** A panel as the shell shows it: themed, in English, on this desk; without animations, so that tests need not wait. */
export function Shown({ desk, width = 392, children }: ShownProps): ReactNode {
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { networkMode: 'always' } } }));
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test" forceColorScheme="light">
      <Notifications />
      <QueryClientProvider client={queries}>
        <DeskProvider desk={desk}>
          <div style={{ width, height: 900 }}>{children}</div>
        </DeskProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
