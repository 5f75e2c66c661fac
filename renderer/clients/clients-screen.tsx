import { Button, Group, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { IconPlus, IconSearch, IconUserQuestion, IconUsers } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/scheduling/client.ts';
import { ClientCard } from '#renderer/clients/client-card.tsx';
import classes from '#renderer/clients/clients.module.css';
import { useFoundClients } from '#renderer/clients/use-client-search.ts';
import { useDocument } from '#renderer/replica/desk-context.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import { useShell } from '#renderer/ui/shell/shell-context.tsx';
import { VirtualList } from '#renderer/ui/virtual-list.tsx';

const ROW_HEIGHT = 56;
const NEW = /^new(?:\?(.*))?$/;

/** @param subject a client's id, `new`, `new?Name%20Typed`, or nothing. */
export function ClientsScreen({ subject }: { readonly subject: string }): ReactNode {
  const wanted = NEW.exec(subject);
  return (
    <div className={classes.screen}>
      <ClientList chosenId={subject} />
      {subject === '' && <NobodyChosen />}
      {wanted !== null && <ClientCard key={subject} client={null} name={decodeURIComponent(wanted[1] ?? '')} />}
      {subject !== '' && wanted === null && <KnownClient key={subject} clientId={subject} />}
    </div>
  );
}

function KnownClient({ clientId }: { readonly clientId: string }): ReactNode {
  const { t } = useTranslation();
  const client = useDocument('clients', clientId);
  if (client !== null) return <ClientCard client={client} name="" />;
  return (
    <EmptyState
      icon={<IconUserQuestion size={44} stroke={1.3} />}
      title={t('clients.gone')}
      text={t('clients.goneWhat')}
    />
  );
}

function NobodyChosen(): ReactNode {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconUsers size={44} stroke={1.3} />}
      title={t('clients.chooseOne')}
      text={t('clients.chooseOneWhat')}
    />
  );
}

function ClientList({ chosenId }: { readonly chosenId: string }): ReactNode {
  const { t } = useTranslation();
  const { show } = useShell();
  const [query, setQuery] = useState('');
  const found = useFoundClients(query, Number.POSITIVE_INFINITY);
  return (
    <section className={classes.list}>
      <div className={classes.listHead}>
        <Group justify="space-between" wrap="nowrap">
          <Title order={1}>{t('clients.title')}</Title>
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => show('clients', 'new')}>
            {t('clients.newClient')}
          </Button>
        </Group>
        <TextInput
          leftSection={<IconSearch size={16} stroke={1.8} />}
          placeholder={t('clients.find')}
          aria-label={t('clients.find')}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            const [first] = found;
            if (event.key === 'Enter' && first !== undefined) show('clients', first.id);
          }}
          autoComplete="off"
          spellCheck={false}
        />
        <Text fz="xs" c="dimmed" role="status">
          {t('clients.count', { count: found.length })}
        </Text>
      </div>
      {found.length === 0 ? (
        <EmptyState
          icon={<IconUserQuestion size={40} stroke={1.3} />}
          title={t(query === '' ? 'clients.noneYet' : 'clients.noneFound')}
          text={t(query === '' ? 'clients.noneYetWhat' : 'clients.noneFoundWhat')}
        />
      ) : (
        <VirtualList items={found} rowHeight={ROW_HEIGHT} keyOf={({ id }) => id} label={t('clients.title')}>
          {(client) => (
            <ClientRow client={client} isChosen={client.id === chosenId} onChoose={() => show('clients', client.id)} />
          )}
        </VirtualList>
      )}
    </section>
  );
}

type RowProps = { readonly client: Client; readonly isChosen: boolean; readonly onChoose: () => void };

function ClientRow({ client, isChosen, onChoose }: RowProps): ReactNode {
  const { t } = useTranslation();
  const contact = client.phone || client.email;
  return (
    <UnstyledButton className={classes.row} aria-current={isChosen} onClick={onChoose}>
      <PersonAvatar name={client.name} color={null} size={34} />
      <span className={classes.rowText}>
        <Name>{client.name}</Name>
        <Text span fz="xs" c="dimmed">
          {client.isActive ? contact || ' ' : t('clients.inactive')}
        </Text>
      </span>
    </UnstyledButton>
  );
}
