import { Alert, Button, CopyButton, Group, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The address of a new feed: shown this once, because the server keeps only its hash (IC5). */
export function NewFeedAddress({ address }: { readonly address: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <Alert color="petrol" title={t('settings.calendars.once')}>
      <Group align="end" wrap="nowrap" mb={8}>
        <TextInput
          flex={1}
          readOnly
          aria-label={t('settings.calendars.address')}
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={address} timeout={2_500}>
          {({ copied, copy }) => (
            <Button
              variant={copied ? 'light' : 'filled'}
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              onClick={copy}
            >
              {t(copied ? 'settings.calendars.copied' : 'settings.calendars.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text fz="xs">{t('settings.calendars.onceWhy')}</Text>
    </Alert>
  );
}
