import { SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import classes from '#renderer/settings/settings.module.css';
import { zoneLabel } from '#renderer/settings/zones.ts';
import { Name } from '#renderer/ui/person-name.tsx';
import { type Preferences, snapChoices } from '#renderer/ui/preference-store.ts';
import { preferences, usePreferences } from '#renderer/ui/preferences.ts';
import { languageNames } from '#renderer/ui/shell/appearance-menu.tsx';

/** What this computer remembers for itself. */
export function PreferenceSettings(): ReactNode {
  const { t } = useTranslation();
  const { colorScheme, language, snapMinutes } = usePreferences();
  return (
    <div className={classes.inner}>
      <header>
        <Title order={2}>{t('settings.preferences.title')}</Title>
        <Text fz="sm" c="dimmed">
          {t('settings.preferences.what')}
        </Text>
      </header>
      <Stack gap="lg" maw={460}>
        <Choice label={t('settings.preferences.language')}>
          <SegmentedControl
            fullWidth
            value={language}
            data={[
              { value: 'en', label: languageNames.en },
              { value: 'zh', label: languageNames.zh },
            ]}
            onChange={(value) => preferences.change({ language: value === 'zh' ? 'zh' : 'en' })}
          />
        </Choice>
        <Choice label={t('settings.preferences.appearance')}>
          <SegmentedControl<Preferences['colorScheme']>
            fullWidth
            value={colorScheme}
            data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(`ui.bar.${value}`) }))}
            onChange={(value) => preferences.change({ colorScheme: value })}
          />
        </Choice>
        <Select
          label={t('settings.preferences.snap')}
          description={t('settings.preferences.snapHint')}
          allowDeselect={false}
          value={String(snapMinutes)}
          data={snapChoices.map((count) => ({
            value: String(count),
            label: t('settings.preferences.minutes', { count }),
          }))}
          onChange={(value) => {
            const minutes = snapChoices.find((one) => String(one) === value);
            if (minutes !== undefined) preferences.change({ snapMinutes: minutes });
          }}
        />
      </Stack>
      <ThisDesk />
    </div>
  );
}

function Choice({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <div role="group" aria-label={label}>
      <Text fz="sm" fw={500} mb={4}>
        {label}
      </Text>
      {children}
    </div>
  );
}

function ThisDesk(): ReactNode {
  const { t, i18n } = useTranslation();
  const desk = useDesk();
  const tenantName = useStore(desk.tenantName);
  const session = useStore(desk.session);
  const { isOutboxDurable } = useStore(desk.status);
  return (
    <section>
      <Title order={3} mb="xs">
        {t('settings.preferences.desk')}
      </Title>
      <dl className={classes.facts}>
        <dt>{t('settings.preferences.clinic')}</dt>
        <dd>
          <Name>{tenantName}</Name>
        </dd>
        {session.state === 'signed-in' && (
          <>
            <dt>{t('settings.preferences.person')}</dt>
            <dd>
              <Name>{session.person.name}</Name> · {t(`ui.role.${session.person.role}`)}
            </dd>
          </>
        )}
        <dt>{t('settings.preferences.outbox')}</dt>
        <dd>{t(isOutboxDurable ? 'settings.preferences.outboxDurable' : 'settings.preferences.outboxBrowser')}</dd>
        <dt>{t('settings.preferences.zone')}</dt>
        <dd>{zoneLabel(Intl.DateTimeFormat().resolvedOptions().timeZone, i18n.language)}</dd>
      </dl>
    </section>
  );
}
