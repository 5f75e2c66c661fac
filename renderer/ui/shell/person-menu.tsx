import { Menu, Text, UnstyledButton } from '@mantine/core';
import { IconKeyboard, IconLock, IconSettings } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import { useCommandBus } from '#renderer/ui/keyboard/keyboard.tsx';
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import classes from '#renderer/ui/shell/app-frame.module.css';

/** Who works at this desk, and the way to hand it over. */
export function PersonMenu(): ReactNode {
  const { t } = useTranslation();
  const bus = useCommandBus();
  const session = useStore(useDesk().session);
  if (session.state !== 'signed-in') return null;
  const { name, color, role } = session.person;
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <UnstyledButton className={classes.person} aria-label={name}>
          <PersonAvatar name={name} color={color} size={30} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fz="sm" fw={600} c="var(--fd-text)" truncate>
            <Name>{name}</Name>
          </Text>
          <Text fz="xs">{t(`ui.role.${role}`)}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLock size={16} />} onClick={() => bus.dispatch('lock')}>
          {t('ui.bar.lock')}
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size={16} />} onClick={() => bus.dispatch('show-settings')}>
          {t('ui.nav.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => bus.dispatch('show-shortcuts')}>
          {t('ui.bar.shortcuts')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
