import { Center, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = { readonly icon: ReactNode; readonly title: string; readonly text: string; readonly children?: ReactNode };

/** What a screen says when it has nothing to show: what would be here, and the way to it. */
export function EmptyState({ icon, title, text, children }: Props): ReactNode {
  return (
    <Center h="100%" p="xl">
      <Stack align="center" gap="sm" maw={380} ta="center">
        <span style={{ color: 'var(--fd-dim)', opacity: 0.7, lineHeight: 0 }} aria-hidden>
          {icon}
        </span>
        <Title order={2}>{title}</Title>
        <Text c="dimmed" fz="sm">
          {text}
        </Text>
        {children}
      </Stack>
    </Center>
  );
}
