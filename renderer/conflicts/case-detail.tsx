import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimeStyle } from '#renderer/appointments/format-time.ts';
import { SaveProblem } from '#renderer/appointments/save-problem.tsx';
import { CaseFacts } from '#renderer/conflicts/case-facts.tsx';
import { didKey } from '#renderer/conflicts/did-key.ts';
import { type CaseActions, CaseWays } from '#renderer/conflicts/case-ways.tsx';
import classes from '#renderer/conflicts/conflicts.module.css';
import { type InboxCase, isAboutVisit } from '#renderer/conflicts/inbox-case.ts';
import { MessageBox } from '#renderer/conflicts/message-box.tsx';
import type { RankedRepair } from '#renderer/conflicts/ranked-repairs.ts';
import { RepairList } from '#renderer/conflicts/repair-list.tsx';
import type { Solving } from '#renderer/conflicts/use-solving.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import { useNow } from '#renderer/ui/use-now.ts';

type CaseDetailProps = {
  readonly one: InboxCase;
  readonly repairs: readonly RankedRepair[];
  readonly problem: Solving['problem'];
  readonly style: TimeStyle;
  readonly actions: CaseActions;
};

/** One case: what was wanted, what it met, who did it, the ways out, and what to tell the client. */
export function CaseDetail({ one, repairs, problem, style, actions }: CaseDetailProps): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const now = useNow(30_000);
  return (
    <article className={classes.detail} aria-label={one.contact.who}>
      <header>
        <h2 className={classes.detailTitle}>
          <Name>
            {one.contact.who || t(isAboutVisit(one) ? 'appointments.nobody' : `conflicts.did.${didKey(one.did)}`)}
          </Name>
        </h2>
        <p className={classes.detailSubtitle}>
          {t(one.kind === 'displaced' ? displacedWhy(one) : `conflicts.did.${didKey(one.did)}`)}
          {one.refusal !== null && one.refusal !== 'taken' && <> — {t(`refusal.${one.refusal}`)}</>}
        </p>
      </header>
      <CaseFacts one={one} style={style} />
      <SaveProblem problem={problem} style={style} />
      {one.wanted !== null && (
        <section>
          <h3 className={classes.sectionTitle}>{t('conflicts.repair.label')}</h3>
          <RepairList
            hasKeys
            repairs={repairs}
            wording={{ view, wantedStart: one.wanted.start, now, style }}
            onApply={actions.onRepair}
          />
        </section>
      )}
      <CaseWays key={one.key} one={one} actions={actions} />
      {one.contact.clientName !== null && one.wanted !== null && (
        <MessageBox key={`message ${one.key}`} one={one} repairs={repairs} />
      )}
    </article>
  );
}

function displacedWhy({ conflicts }: InboxCase): string {
  const isOffDuty = conflicts.length > 0 && conflicts.every(({ reason }) => reason === 'off-duty');
  return isOffDuty ? 'conflicts.offDutyWhy' : 'conflicts.displacedWhy';
}
