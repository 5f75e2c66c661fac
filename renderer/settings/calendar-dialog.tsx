import { Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarScope } from '#shared/scheduling/calendar-scope.ts';
import { useDesk, useStore, useView } from '#renderer/replica/desk-context.tsx';
import { CalendarSharing } from '#renderer/settings/calendar-sharing.tsx';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

type Props = { readonly scope: CalendarScope | null; readonly onClose: () => void };

const collections = { resource: 'resources', client: 'clients', location: 'locations' } as const;

/** The calendar of one resource or client, from where people see them. Null: of nobody, and it is closed. */
export function CalendarDialog({ scope, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const { view, session } = useDesk();
  const signedIn = useStore(session);
  const name = useView(() => (scope === null ? '' : (view.find(collections[scope.kind], scope.id)?.name ?? '')));
  return (
    <Modal
      opened={scope !== null}
      onClose={onClose}
      size="lg"
      title={<Text fw={600}>{t('settings.calendars.of', { name: withoutOverrides(name) })}</Text>}
      closeButtonProps={{ 'aria-label': t('settings.calendars.close') }}
    >
      {scope !== null && signedIn.state === 'signed-in' && (
        <CalendarSharing person={signedIn.person} scope={scope} isAlone />
      )}
    </Modal>
  );
}
