import { Button, Group, Modal, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeaseOverview } from '#shared/replication/leases.ts';
import { instant } from '#shared/time/instant.ts';
import classes from '#renderer/leases/leases.module.css';
import { untilWords } from '#renderer/leases/promise-words.ts';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';
import type { ZoneId } from '#shared/time/zone.ts';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import { notify } from '#renderer/ui/notice.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import { useSubmissionNotice } from '#renderer/ui/submission-notice.ts';

type Props = { readonly overview: LeaseOverview; readonly zone: ZoneId; readonly onEnded: () => void };
type Held = { readonly id: string; readonly name: string };

/** Whose time is kept now. A desk that is lost cannot give it up: then a manager ends it, by name (LE9). */
export function HeldNow({ overview, zone, onEnded }: Props): ReactNode {
  const { t, i18n } = useTranslation();
  const desk = useDesk();
  const { mayChange } = useMayChange();
  const resources = useDocuments('resources');
  const [ending, setEnding] = useState<Held | null>(null);
  const byDesk = [...Map.groupBy(overview.leases, ({ deskId }) => deskId)];
  if (byDesk.length === 0) return null;
  const nameOf = (id: string): string => resources.find((one) => one.id === id)?.name ?? '';
  return (
    <div className={classes.list}>
      <Text fz="sm" fw={500}>
        {t('leases.now')}
      </Text>
      {byDesk.map(([deskId, leases]) => {
        const name = overview.desks.find(({ id }) => id === deskId)?.name ?? t('leases.unknownDesk');
        const names = [...new Set(leases.map(({ resourceId }) => nameOf(resourceId)))].filter((one) => one !== '');
        const last = instant(Math.max(...leases.map(({ expiresAt }) => expiresAt)));
        const until = untilWords(last, { now: desk.now(), zone, language: i18n.language });
        return (
          <div key={deskId} className={classes.held}>
            <div className={classes.whose}>
              <Text fz="sm" fw={500}>
                <Name>{name}</Name>
              </Text>
              <Text fz="xs" c="dimmed">
                <Name>{names.join(', ')}</Name> · {t('leases.nowUntil', { until })}
              </Text>
            </div>
            {mayChange && (
              <Button variant="default" size="xs" flex="none" onClick={() => setEnding({ id: deskId, name })}>
                {t('leases.end')}
              </Button>
            )}
          </div>
        );
      })}
      {ending !== null && <EndDialog held={ending} onClose={() => setEnding(null)} onEnded={onEnded} />}
    </div>
  );
}

type DialogProps = { readonly held: Held; readonly onClose: () => void; readonly onEnded: () => void };

function EndDialog({ held, onClose, onEnded }: DialogProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const tell = useSubmissionNotice();
  const end = async (): Promise<void> => {
    const submission = await desk.submit({ name: 'lease.end', input: { deskId: held.id } });
    onClose();
    if (submission.kind !== 'saved') return void tell(submission);
    // Without an Undo: it would take back what was done before this.
    notify({ tone: 'done', text: t('leases.ended', { desk: held.name }) });
    await desk.verdictOf(submission.commandId);
    onEnded();
  };
  return (
    <Modal opened onClose={onClose} centered title={t('leases.endTitle', { desk: held.name })}>
      <Text fz="sm">{t('leases.endText')}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('ui.action.cancel')}
        </Button>
        <Button color="red" onClick={() => void end()}>
          {t('leases.endYes')}
        </Button>
      </Group>
    </Modal>
  );
}
