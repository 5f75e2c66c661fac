import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, languages, type Preferences } from '#renderer/ui/preference-store.ts';
import { preferences, usePreferences } from '#renderer/ui/preferences.ts';

const schemes = [
  { value: 'light', Icon: IconSun },
  { value: 'dark', Icon: IconMoon },
  { value: 'auto', Icon: IconDeviceDesktop },
] as const satisfies readonly { value: Preferences['colorScheme']; Icon: typeof IconSun }[];

/** Each language under its own name, so that anybody finds theirs. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' };

/** Light or dark, and the language; two menus side by side. */
export function AppearanceMenu(): ReactNode {
  const { t } = useTranslation();
  const { colorScheme, language } = usePreferences();
  const CurrentIcon = schemes.find(({ value }) => value === colorScheme)?.Icon ?? IconSun;
  return (
    <>
      <Menu position="bottom-end" width={170}>
        <Menu.Target>
          <ActionIcon size="lg" aria-label={t('ui.bar.language')}>
            <IconLanguage size={19} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {languages.map((one) => (
            <Menu.Item
              key={one}
              lang={one}
              rightSection={tick(one === language)}
              onClick={() => preferences.change({ language: one })}
            >
              {languageNames[one]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end" width={190}>
        <Menu.Target>
          <ActionIcon size="lg" aria-label={t('ui.bar.theme')}>
            <CurrentIcon size={19} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {schemes.map(({ value, Icon }) => (
            <Menu.Item
              key={value}
              leftSection={<Icon size={16} stroke={1.7} />}
              rightSection={tick(value === colorScheme)}
              onClick={() => preferences.change({ colorScheme: value })}
            >
              {t(`ui.bar.${value}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function tick(isChosen: boolean): ReactNode {
  return isChosen ? <IconCheck size={15} aria-hidden /> : null;
}
