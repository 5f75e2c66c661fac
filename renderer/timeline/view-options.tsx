import { ActionIcon, Popover, SimpleGrid, Stack, Switch, Text, Tooltip } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { looks } from '#renderer/timeline/status-look.ts';
import { StatusSign } from '#renderer/timeline/status-sign.tsx';
import type { TimelineSettings } from '#renderer/timeline/timeline-settings.ts';

export type ViewOptionsProps = {
  readonly settings: TimelineSettings;
  onSettings(patch: Partial<TimelineSettings>): void;
};

/** What is shown and what the signs mean. */
export function ViewOptions({ settings, onSettings }: ViewOptionsProps): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" shadow="md" width={310} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('timeline.options')} disabled={isOpen}>
          <ActionIcon size={30} variant="default" aria-label={t('timeline.options')} onClick={() => setIsOpen(!isOpen)}>
            <IconAdjustmentsHorizontal size={17} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Switch
            label={t('timeline.showClosed')}
            checked={settings.showsClosed}
            onChange={(event) => onSettings({ showsClosed: event.currentTarget.checked })}
          />
          <Switch
            label={t('timeline.showOffDuty')}
            checked={settings.showsOffDuty}
            onChange={(event) => onSettings({ showsOffDuty: event.currentTarget.checked })}
          />
          <Switch
            label={t('timeline.wholeDay')}
            checked={settings.isWholeDay}
            onChange={(event) => onSettings({ isWholeDay: event.currentTarget.checked })}
          />
          <Text fz="xs" c="dimmed" fw={600} mt={4}>
            {t('timeline.legend')}
          </Text>
          <SimpleGrid cols={2} spacing="xs" verticalSpacing={6}>
            {looks.map((look) => (
              <span key={look} className="tl-badge" data-look={look}>
                <StatusSign look={look} size={13} />
                {t(`timeline.status.${look}`)}
              </span>
            ))}
          </SimpleGrid>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
