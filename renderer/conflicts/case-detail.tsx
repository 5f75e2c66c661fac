import { Button, Group } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferedRepair } from '#shared/commands/offered-repairs.ts';
import { ClashList } from '#renderer/appointments/clash-list.tsx';
import { dayAndRange, dayAndTime, type TimeStyle } from '#renderer/appointments/format-time.ts';
import { SaveProblem } from '#renderer/appointments/save-problem.tsx';
import { didKey } from '#renderer/conflicts/case-list.tsx';
import classes from '#renderer/conflicts/conflicts.module.css';
import type { InboxCase } from '#renderer/conflicts/inbox-case.ts';
import { RepairList } from '#renderer/conflicts/repair-list.tsx';
import type { Solving } from '#renderer/conflicts/use-solving.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import { useNow } from '#renderer/ui/use-now.ts';

export type CaseActions = {
  onRepair(offered: OfferedRepair): void;
  onOpen(): void;
  onCancel(): void;
  onAgain(): void;
  onDismiss(): void;
};

type CaseDetailProps = {
  readonly one: InboxCase;
  readonly repairs: readonly OfferedRepair[];
  readonly problem: Solving['problem'];
  readonly style: TimeStyle;
  readonly actions: CaseActions;
};

/** One case: what was wanted, what it met, who did it, and the ways out. */
export function CaseDetail({ one, repairs, problem, style, actions }: CaseDetailProps): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const now = useNow(30_000);
  const service = one.appointment === null ? null : view.find('services', one.appointment.serviceId);
  const canPlace = one.wanted !== null;
  return (
    <article className={classes.detail} aria-label={one.who}>
      <header>
        <h2 className={classes.detailTitle}>
          <Name>{one.who || t('appointments.nobody')}</Name>
        </h2>
        <p className={classes.detailSubtitle}>
          {t(one.kind === 'displaced' ? 'conflicts.displacedWhy' : `conflicts.did.${didKey(one.did)}`)}
          {one.refusal !== null && one.refusal !== 'taken' && <> — {t(`refusal.${one.refusal}`)}</>}
        </p>
      </header>
      <dl className={classes.facts}>
        {one.wanted !== null && (
          <>
            <dt>{t('conflicts.wanted')}</dt>
            <dd>
              {dayAndRange(one.wanted.span, now, style)}
              {service !== null && <> · {service.name}</>}
              <div className={classes.rowMeta}>
                <Name>
                  {one.wanted.resourceIds.flatMap((id) => view.find('resources', id)?.name ?? []).join(' · ')}
                </Name>
              </div>
            </dd>
          </>
        )}
        {one.conflicts.length > 0 && (
          <>
            <dt>{t('conflicts.inTheWay')}</dt>
            <dd>
              <ClashList conflicts={one.conflicts} style={style} />
            </dd>
          </>
        )}
        <dt>{t('conflicts.doneBy')}</dt>
        <dd>
          <DoneBy one={one} style={style} />
        </dd>
      </dl>
      <SaveProblem problem={problem} style={style} />
      {canPlace && (
        <section>
          <h3 className={classes.sectionTitle}>{t('conflicts.repair.label')}</h3>
          <RepairList
            hasKeys
            repairs={repairs}
            wording={{ view, wantedStart: one.wanted?.start ?? now, now, style }}
            onApply={actions.onRepair}
          />
        </section>
      )}
      <Ways one={one} actions={actions} />
    </article>
  );
}

function Ways({ one, actions }: { readonly one: InboxCase; readonly actions: CaseActions }): ReactNode {
  const { t } = useTranslation();
  return (
    <Group gap={8}>
      {one.appointment !== null && (
        <Button variant="default" size="compact-md" onClick={actions.onOpen}>
          {t('conflicts.open')}
        </Button>
      )}
      {one.kind === 'displaced' && (
        <Button variant="subtle" color="red" c="var(--fd-bad)" size="compact-md" onClick={actions.onCancel}>
          {t('conflicts.cancel')}
        </Button>
      )}
      {one.kind === 'refused' && (
        <>
          <Button variant="default" size="compact-md" onClick={actions.onAgain}>
            {t('conflicts.again')}
          </Button>
          <Button variant="subtle" color="gray" size="compact-md" onClick={actions.onDismiss}>
            {t('conflicts.dismiss')}
          </Button>
        </>
      )}
    </Group>
  );
}

/** A command that the server saw this much later was made without it. */
const OFFLINE_MS = 120_000;

function DoneBy({ one, style }: { readonly one: InboxCase; readonly style: TimeStyle }): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const now = useNow(30_000);
  const name = view.find('people', one.actorId)?.name ?? t('conflicts.somebody');
  const wasOffline = one.decidedAt - one.deskTime > OFFLINE_MS;
  return (
    <>
      <Name>{name}</Name> · {dayAndTime(one.deskTime, now, style)}
      {wasOffline && (
        <div className={classes.rowMeta}>{t('conflicts.offline', { at: dayAndTime(one.decidedAt, now, style) })}</div>
      )}
    </>
  );
}
