import { Button, Group, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarFeed } from '#shared/replication/calendars.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { useServerQueries } from '#renderer/replica/server-queries.tsx';
import { languageTag } from '#renderer/ui/i18n/i18n.ts';
import { notify } from '#renderer/ui/notice.tsx';
import { useLocations } from '#renderer/ui/shell/shell-context.tsx';

type Props = {
  readonly actorId: string;
  /** Null while the server has not said. */
  readonly feeds: readonly CalendarFeed[] | null;
  readonly isUnknown: boolean;
  readonly onEnded: (feedId: string) => void;
};

/** The addresses that are in force, and how each is ended. */
export function CalendarFeedList({ actorId, feeds, isUnknown, onEnded }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <section>
      <Title order={3} fz="md" mb="xs">
        {t('settings.calendars.inForce')}
      </Title>
      {isUnknown && <Text fz="sm">{t('settings.calendars.noServer')}</Text>}
      {feeds?.length === 0 && (
        <Text fz="sm" c="dimmed">
          {t('settings.calendars.none')}
        </Text>
      )}
      {feeds?.map((feed) => (
        <FeedRow key={feed.id} actorId={actorId} feed={feed} onEnded={() => onEnded(feed.id)} />
      ))}
    </section>
  );
}

/** Days are those of the place: the computer may be set to any zone. */
function useZoneOf({ kind, id }: CalendarFeed['scope']): ZoneId | undefined {
  const { view } = useDesk();
  const locations = useLocations();
  const locationId = kind === 'resource' ? view.find('resources', id)?.locationId : id;
  return (locations.find((one) => one.id === locationId) ?? locations[0])?.zone;
}

type RowProps = { readonly actorId: string; readonly feed: CalendarFeed; readonly onEnded: () => void };

function FeedRow({ actorId, feed, onEnded }: RowProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { view } = useDesk();
  const { calendars } = useServerQueries();
  const queries = useQueryClient();
  const revoke = useMutation(calendars.revokeFeed.mutationOptions());
  const collection = ({ resource: 'resources', client: 'clients', location: 'locations' } as const)[feed.scope.kind];
  const zone = useZoneOf(feed.scope);
  const day = (at: number): string =>
    new Intl.DateTimeFormat(languageTag(i18n.language), { dateStyle: 'medium', timeZone: zone }).format(at);
  const end = async (): Promise<void> => {
    const done = await revoke.mutateAsync({ actorId, feedId: feed.id }).catch(() => null);
    const isEnded = done?.kind === 'revoked';
    if (isEnded) onEnded();
    notify({
      tone: isEnded ? 'done' : 'problem',
      text: t(isEnded ? 'settings.calendars.ended' : 'settings.calendars.noServer'),
    });
    await queries.invalidateQueries({ queryKey: calendars.listFeeds.queryKey() });
  };
  return (
    <Group justify="space-between" py={8} style={{ borderBlockStart: '1px solid var(--fd-line)' }}>
      <div>
        <Text fw={600} fz="sm">
          {view.find(collection, feed.scope.id)?.name ?? t('settings.calendars.unknown')}
        </Text>
        <Text fz="xs" c="dimmed">
          {t(`settings.calendars.${feed.telling}`)} ·{' '}
          {t('settings.calendars.madeBy', { name: feed.createdByName, day: day(feed.createdAt) })} ·{' '}
          {feed.lastReadAt === null
            ? t('settings.calendars.neverRead')
            : t('settings.calendars.lastRead', { day: day(feed.lastReadAt) })}
        </Text>
      </div>
      <EndAddress isEnding={revoke.isPending} onEnd={() => void end()} />
    </Group>
  );
}

/** An address that is ended cannot be brought back: it is asked once. */
function EndAddress({ isEnding, onEnd }: { readonly isEnding: boolean; readonly onEnd: () => void }): ReactNode {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  if (!isAsked) {
    return (
      <Button size="compact-sm" variant="subtle" color="red" c="var(--fd-bad)" onClick={() => setAsked(true)}>
        {t('settings.calendars.end')}
      </Button>
    );
  }
  return (
    <Group gap="xs" wrap="nowrap" role="group" aria-label={t('settings.calendars.endAsk')}>
      <Text fz="sm">{t('settings.calendars.endAsk')}</Text>
      <Button size="compact-sm" variant="default" onClick={() => setAsked(false)}>
        {t('settings.calendars.keep')}
      </Button>
      <Button size="compact-sm" color="red" loading={isEnding} onClick={onEnd}>
        {t('settings.calendars.endNow')}
      </Button>
    </Group>
  );
}
