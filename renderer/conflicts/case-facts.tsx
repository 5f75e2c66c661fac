import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ClashList } from '#renderer/appointments/clash-list.tsx';
import { dayAndRange, dayAndTime, type TimeStyle } from '#renderer/appointments/format-time.ts';
import classes from '#renderer/conflicts/conflicts.module.css';
import type { InboxCase } from '#renderer/conflicts/inbox-case.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import { useNow } from '#renderer/ui/use-now.ts';

type CaseFactsProps = { readonly one: InboxCase; readonly style: TimeStyle };

/** What was wanted, what is in the way with its author, and who did it. */
export function CaseFacts({ one, style }: CaseFactsProps): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const now = useNow(30_000);
  const service = one.serviceId === null ? null : view.find('services', one.serviceId);
  return (
    <dl className={classes.facts}>
      {one.wanted !== null && (
        <>
          <dt>{t('conflicts.wanted')}</dt>
          <dd>
            {dayAndRange(one.wanted.span, now, style)}
            {service !== null && <> · {service.name}</>}
            <div className={classes.rowMeta}>
              <Name>{one.wanted.resourceIds.flatMap((id) => view.find('resources', id)?.name ?? []).join(' · ')}</Name>
            </div>
          </dd>
        </>
      )}
      {one.conflicts.length > 0 && (
        <>
          <dt>{t('conflicts.inTheWay')}</dt>
          <dd>
            <ClashList hasAuthors conflicts={one.conflicts} style={style} />
          </dd>
        </>
      )}
      <dt>{t('conflicts.doneBy')}</dt>
      <dd>
        <DoneBy one={one} style={style} />
      </dd>
    </dl>
  );
}

/** A command that the server saw this much later was made without it. */
const OFFLINE_MS = 120_000;

function DoneBy({ one, style }: CaseFactsProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const now = useNow(30_000);
  const name = desk.view.find('people', one.actorId)?.name ?? t('conflicts.somebody');
  const wasOffline = one.decidedAt - one.deskTime > OFFLINE_MS;
  const isHere = one.deskId !== null && one.deskId === desk.deskId();
  return (
    <>
      <Name>{name}</Name> · {dayAndTime(one.deskTime, now, style)}
      {one.deskName !== '' && (
        <>
          {' · '}
          <Name>{one.deskName}</Name>
        </>
      )}
      {isHere && <> · {t('conflicts.thisDesk')}</>}
      {wasOffline && (
        <div className={classes.rowMeta}>{t('conflicts.offline', { at: dayAndTime(one.decidedAt, now, style) })}</div>
      )}
    </>
  );
}
