import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconDownload, IconLink } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarFeed } from '#shared/replication/calendars.ts';
import type { CalendarScope, CalendarTelling } from '#shared/scheduling/calendar-scope.ts';
import type { Person } from '#shared/scheduling/person.ts';
import { useServerAddress, useServerQueries } from '#renderer/replica/server-queries.tsx';
import { CalendarFeedList } from '#renderer/settings/calendar-feed-list.tsx';
import { NewFeedAddress } from '#renderer/settings/new-feed-address.tsx';
import { saveCalendar } from '#renderer/settings/save-calendar.ts';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import { notify } from '#renderer/ui/notice.tsx';

type Props = {
  readonly person: Pick<Person, 'id' | 'role'>;
  /** Null until somebody chose one; then the addresses of all calendars are listed. */
  readonly scope: CalendarScope | null;
  /** Whether only the addresses of this calendar are listed. */
  readonly isAlone: boolean;
};

/** The address that was made last, for as long as it is shown. */
type Made = { readonly feedId: string; readonly address: string };

/** One calendar as a file; and for managers at secret addresses, which they make and end (IC4, IC5). */
export function CalendarSharing({ person, scope, isAlone }: Props): ReactNode {
  const { t, i18n } = useTranslation();
  const { mayChange } = useMayChange();
  const { calendars } = useServerQueries();
  const queries = useQueryClient();
  const address = useServerAddress();
  const [chosen, setTelling] = useState<CalendarTelling | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const listed = useQuery({ ...calendars.listFeeds.queryOptions({ actorId: person.id }), enabled: mayChange });
  const create = useMutation(calendars.createFeed.mutationOptions());
  // A client's own calendar would say nothing without what each visit is for.
  const telling = chosen ?? (scope?.kind === 'client' ? 'names' : 'busy');
  const language = i18n.language.startsWith('zh') ? ('zh' as const) : ('en' as const);
  const wish = scope && { actorId: person.id, scope, telling, language };
  const fail = (): void => notify({ tone: 'problem', text: t('settings.calendars.noServer') });
  const makeFeed = async (): Promise<void> => {
    if (wish === null) return;
    const created = await create.mutateAsync(wish).catch(() => null);
    if (created === null) fail();
    else if (created.kind === 'refused') notify({ tone: 'problem', text: t('settings.calendars.refused') });
    else setMade({ feedId: created.feed.id, address: `${address.url()?.replace(/\/$/, '') ?? ''}${created.path}` });
    await queries.invalidateQueries({ queryKey: calendars.listFeeds.queryKey() });
  };
  const saveFile = async (): Promise<void> => {
    if (wish === null) return;
    const file = await queries.fetchQuery({ ...calendars.export.queryOptions(wish), staleTime: 0 }).catch(() => null);
    if (file === null) fail();
    else if (file.kind === 'refused') notify({ tone: 'problem', text: t('settings.calendars.refused') });
    else saveCalendar(file.name, file.text);
  };
  return (
    <Stack gap="lg">
      {person.role !== 'practitioner' && <TellingChoice telling={telling} onChange={setTelling} />}
      <Group>
        <Button
          variant="default"
          disabled={scope === null}
          leftSection={<IconDownload size={17} />}
          onClick={() => void saveFile()}
        >
          {t('settings.calendars.save')}
        </Button>
        {mayChange && (
          <Button
            disabled={scope === null}
            loading={create.isPending}
            leftSection={<IconLink size={17} />}
            onClick={() => void makeFeed()}
          >
            {t('settings.calendars.make')}
          </Button>
        )}
      </Group>
      {made !== null && <NewFeedAddress address={made.address} />}
      {mayChange && (
        <CalendarFeedList
          actorId={person.id}
          feeds={listed.data?.kind === 'listed' ? listed.data.feeds.filter(isOf(isAlone ? scope : null)) : null}
          isUnknown={listed.isError}
          onEnded={(feedId) => setMade((current) => (current?.feedId === feedId ? null : current))}
        />
      )}
    </Stack>
  );
}

function isOf(scope: CalendarScope | null): (feed: CalendarFeed) => boolean {
  return (feed) => scope === null || (feed.scope.kind === scope.kind && feed.scope.id === scope.id);
}

type TellingProps = { readonly telling: CalendarTelling; readonly onChange: (telling: CalendarTelling) => void };

function TellingChoice({ telling, onChange }: TellingProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div>
      <SegmentedControl
        value={telling}
        aria-label={t('settings.calendars.telling')}
        data={(['busy', 'names'] as const).map((value) => ({ value, label: t(`settings.calendars.${value}`) }))}
        onChange={(value) => onChange(value === 'names' ? 'names' : 'busy')}
      />
      <Text fz="xs" c="dimmed" mt={6}>
        {t(`settings.calendars.${telling}Hint`)}
      </Text>
    </div>
  );
}
