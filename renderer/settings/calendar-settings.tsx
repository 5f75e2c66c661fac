import { Button, Group, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconDownload, IconLink } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarScope, CalendarTelling } from '#shared/scheduling/calendar-scope.ts';
import { useDesk, useDocuments, useStore } from '#renderer/replica/desk-context.tsx';
import { useServerAddress, useServerQueries } from '#renderer/replica/server-queries.tsx';
import { byOrder } from '#renderer/settings/by-order.ts';
import { CalendarFeedList } from '#renderer/settings/calendar-feed-list.tsx';
import { NewFeedAddress } from '#renderer/settings/new-feed-address.tsx';
import { saveCalendar } from '#renderer/settings/save-calendar.ts';
import classes from '#renderer/settings/settings.module.css';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import { notify } from '#renderer/ui/notice.tsx';
import { RoleNote } from '#renderer/ui/role-note.tsx';

/** Calendars for other programs: as a file, or at a secret address that they read again and again. */
export function CalendarSettings(): ReactNode {
  const { t } = useTranslation();
  const { mayChange, role } = useMayChange();
  const session = useStore(useDesk().session);
  return (
    <div className={classes.inner}>
      <header>
        <Title order={2}>{t('settings.calendars.title')}</Title>
        <Text fz="sm" c="dimmed">
          {t('settings.calendars.what')}
        </Text>
      </header>
      {role !== null && !mayChange && <RoleNote>{t('settings.managersOnly', { role: t(`ui.role.${role}`) })}</RoleNote>}
      {mayChange && session.state === 'signed-in' && <Calendars actorId={session.person.id} />}
    </div>
  );
}

function Calendars({ actorId }: { readonly actorId: string }): ReactNode {
  const { t, i18n } = useTranslation();
  const { calendars } = useServerQueries();
  const queries = useQueryClient();
  const address = useServerAddress();
  const [scope, setScope] = useState<CalendarScope | null>(null);
  const [telling, setTelling] = useState<CalendarTelling>('busy');
  const [newAddress, setNewAddress] = useState<string | null>(null);
  const listed = useQuery(calendars.listFeeds.queryOptions({ actorId }));
  const create = useMutation(calendars.createFeed.mutationOptions());
  const wish = scope && {
    actorId,
    scope,
    telling,
    language: i18n.language.startsWith('zh') ? ('zh' as const) : ('en' as const),
  };
  const fail = (): void => notify({ tone: 'problem', text: t('settings.calendars.noServer') });
  const makeFeed = async (): Promise<void> => {
    if (wish === null) return;
    const made = await create.mutateAsync(wish).catch(() => null);
    if (made === null) fail();
    else if (made.kind === 'refused') notify({ tone: 'problem', text: t('settings.calendars.refused') });
    else setNewAddress(`${address.url()?.replace(/\/$/, '') ?? ''}${made.path}`);
    await queries.invalidateQueries({ queryKey: calendars.listFeeds.queryKey() });
  };
  const saveFile = async (): Promise<void> => {
    if (wish === null) return;
    const made = await queries.fetchQuery({ ...calendars.export.queryOptions(wish), staleTime: 0 }).catch(() => null);
    if (made === null) fail();
    else if (made.kind === 'refused') notify({ tone: 'problem', text: t('settings.calendars.refused') });
    else saveCalendar(made.name, made.text);
  };
  return (
    <Stack gap="lg" maw={720}>
      <ScopeSelect scope={scope} onChange={setScope} />
      <div>
        <SegmentedControl
          value={telling}
          aria-label={t('settings.calendars.telling')}
          data={(['busy', 'names'] as const).map((value) => ({ value, label: t(`settings.calendars.${value}`) }))}
          onChange={(value) => setTelling(value === 'names' ? 'names' : 'busy')}
        />
        <Text fz="xs" c="dimmed" mt={6}>
          {t(`settings.calendars.${telling}Hint`)}
        </Text>
      </div>
      <Group>
        <Button
          variant="default"
          disabled={scope === null}
          leftSection={<IconDownload size={17} />}
          onClick={() => void saveFile()}
        >
          {t('settings.calendars.save')}
        </Button>
        <Button
          disabled={scope === null}
          loading={create.isPending}
          leftSection={<IconLink size={17} />}
          onClick={() => void makeFeed()}
        >
          {t('settings.calendars.make')}
        </Button>
      </Group>
      {newAddress !== null && <NewFeedAddress address={newAddress} />}
      <CalendarFeedList
        actorId={actorId}
        feeds={listed.data?.kind === 'listed' ? listed.data.feeds : null}
        isUnknown={listed.isError}
      />
    </Stack>
  );
}

type ScopeProps = { readonly scope: CalendarScope | null; readonly onChange: (scope: CalendarScope | null) => void };

function ScopeSelect({ scope, onChange }: ScopeProps): ReactNode {
  const { t } = useTranslation();
  const resources = useDocuments('resources').toSorted(byOrder);
  const locations = useDocuments('locations').toSorted(byOrder);
  const group = (kind: 'resource' | 'location', documents: readonly { id: string; name: string }[]) => ({
    group: t(`settings.calendars.kinds.${kind}`),
    items: documents.map(({ id, name }) => ({ value: `${kind}/${id}`, label: name })),
  });
  return (
    <Select
      label={t('settings.calendars.whose')}
      placeholder={t('settings.calendars.choose')}
      searchable
      limit={80}
      data={[group('location', locations), group('resource', resources)]}
      value={scope === null ? null : `${scope.kind}/${scope.id}`}
      onChange={(value) => {
        const [kind, id] = value?.split('/') ?? [];
        const isKnown = kind === 'resource' || kind === 'location';
        onChange(isKnown && id !== undefined ? { kind, id } : null);
      }}
    />
  );
}
