import { Badge, Button, Title } from '@mantine/core';
import { IconCalendarPlus, IconCalendarShare } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/scheduling/client.ts';
import { ClientForm } from '#renderer/clients/client-form.tsx';
import { ClientVisitList } from '#renderer/clients/client-visit-list.tsx';
import classes from '#renderer/clients/clients.module.css';
import { useDesk, useView } from '#renderer/replica/desk-context.tsx';
import { CalendarDialog } from '#renderer/settings/calendar-dialog.tsx';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import { useShell } from '#renderer/ui/shell/shell-context.tsx';

/** @param client null for one that is still to be put on file; `name` is then what was typed in the search. */
export function ClientCard({ client, name }: { readonly client: Client | null; readonly name: string }): ReactNode {
  return (
    <section className={classes.card}>
      <div className={classes.cardInner}>
        {client === null ? <NewHead /> : <Head client={client} />}
        <div className={classes.columns}>
          <div className={classes.box}>
            <ClientForm client={client} name={name} />
          </div>
          {client !== null && <ClientVisitList clientId={client.id} />}
        </div>
      </div>
    </section>
  );
}

function NewHead(): ReactNode {
  const { t } = useTranslation();
  return <Title order={1}>{t('clients.newClient')}</Title>;
}

function Head({ client }: { readonly client: Client }): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const { book } = useShell();
  const isPending = useView(() => view.isPending('clients', client.id));
  return (
    <header className={classes.head}>
      <PersonAvatar name={client.name} color={null} size={52} />
      <div className={classes.headText}>
        <Title order={1} style={{ overflowWrap: 'anywhere' }}>
          <Name>{client.name}</Name>
        </Title>
        {isPending && (
          <Badge variant="light" color="gray" tt="none" fw={500}>
            {t('clients.pending')}
          </Badge>
        )}
        {!client.isActive && (
          <Badge variant="light" color="yellow" tt="none" fw={500}>
            {t('clients.inactive')}
          </Badge>
        )}
      </div>
      <ClientCalendar clientId={client.id} />
      <Button leftSection={<IconCalendarPlus size={17} />} onClick={() => book({ clientId: client.id })}>
        {t('clients.book')}
      </Button>
    </header>
  );
}

/** The client's visits for another program; practitioners have no calendars of clients (IC4). */
function ClientCalendar({ clientId }: { readonly clientId: string }): ReactNode {
  const { t } = useTranslation();
  const { role } = useMayChange();
  const [isOpen, setOpen] = useState(false);
  if (role === null || role === 'practitioner') return null;
  return (
    <>
      <Button variant="default" leftSection={<IconCalendarShare size={17} />} onClick={() => setOpen(true)}>
        {t('settings.calendars.share')}
      </Button>
      <CalendarDialog scope={isOpen ? { kind: 'client', id: clientId } : null} onClose={() => setOpen(false)} />
    </>
  );
}
