import { Group, Kbd, Modal, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keysOf } from '#renderer/ui/keyboard/key-names.ts';
import type { AppCommand } from '#renderer/ui/keyboard/keymap.ts';

const sections: readonly { readonly title: string; readonly commands: readonly AppCommand[] }[] = [
  { title: 'ui.shortcuts.book', commands: ['new-appointment', 'walk-in', 'undo', 'redo', 'close-panel'] },
  { title: 'ui.shortcuts.move', commands: ['today', 'previous', 'next', 'day-view', 'week-view'] },
  {
    title: 'ui.shortcuts.screens',
    commands: ['show-timeline', 'show-clients', 'show-conflicts', 'show-import', 'show-settings'],
  },
  { title: 'ui.shortcuts.general', commands: ['search', 'print', 'lock', 'show-shortcuts'] },
];

/** Keys that the timeline itself listens to while an appointment has the focus. */
const onAppointment = [
  { keys: ['Alt ← →'], text: 'ui.shortcuts.moveTime' },
  { keys: ['Alt ↑ ↓'], text: 'ui.shortcuts.moveRow' },
  { keys: ['Ctrl Alt ← →'], text: 'ui.shortcuts.resize' },
  { keys: ['Enter'], text: 'ui.shortcuts.openAppointment' },
] as const;

export function ShortcutList({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('ui.shortcuts.title')} size={720}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl" verticalSpacing="lg">
        {sections.map(({ title, commands }) => (
          <Section key={title} title={t(title)}>
            {commands.map((command) => (
              <Row key={command} text={t(`ui.shortcuts.${command}`)} keys={keysOf(command)} />
            ))}
          </Section>
        ))}
        <Section title={t('ui.shortcuts.onAppointment')}>
          {onAppointment.map(({ keys, text }) => (
            <Row key={text} text={t(text)} keys={keys} />
          ))}
        </Section>
      </SimpleGrid>
    </Modal>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <Stack gap={6}>
      <Text fz="xs" fw={600} c="dimmed">
        {title}
      </Text>
      {children}
    </Stack>
  );
}

function Row({ text, keys }: { readonly text: string; readonly keys: readonly string[] }): ReactNode {
  return (
    <Group justify="space-between" wrap="nowrap" mih={26}>
      <Text fz="sm">{text}</Text>
      <Group gap={8} wrap="nowrap">
        {keys.map((combination) => (
          <Group key={combination} gap={3} wrap="nowrap">
            {combination.split(' ').map((key) => (
              <Kbd key={key} size="xs">
                {key}
              </Kbd>
            ))}
          </Group>
        ))}
      </Group>
    </Group>
  );
}
