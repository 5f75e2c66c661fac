import { Button, Stack, Text, Title } from '@mantine/core';
import { IconCalendarOff, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export type EmptyTimelineProps = {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  onAction(): void;
  readonly isAdding: boolean;
};

/** Nothing to draw: says so, and what to do about it. */
export function EmptyTimeline({ title, text, action, onAction, isAdding }: EmptyTimelineProps): ReactNode {
  return (
    <Stack className="tl-empty" align="center" justify="center" gap="sm">
      <IconCalendarOff size={40} stroke={1.2} aria-hidden className="tl-empty-icon" />
      <Title order={2}>{title}</Title>
      <Text c="dimmed" maw={420} ta="center">
        {text}
      </Text>
      <Button mt="xs" leftSection={isAdding ? <IconPlus size={16} /> : undefined} onClick={onAction}>
        {action}
      </Button>
    </Stack>
  );
}
