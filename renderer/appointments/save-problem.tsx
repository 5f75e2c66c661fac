import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ZoneId } from '#shared/time/zone.ts';
import { ClashNote } from '#renderer/appointments/clash-list.tsx';
import type { TimeStyle } from '#renderer/appointments/format-time.ts';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import type { HoldState } from '#renderer/replica/holds/hold-model.ts';
import type { Submission } from '#renderer/replica/desk.ts';
import { refusalWords } from '#renderer/ui/i18n/refusal-words.ts';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';

type SaveProblemProps = {
  readonly problem: Exclude<Submission, { kind: 'saved' }> | null;
  readonly style: TimeStyle;
  /** Of the form's own hold: one that had ended may be there again. */
  readonly hold?: HoldState;
};

/** Why something was not saved; what was typed stays where it is. */
export function SaveProblem({ problem, style, hold }: SaveProblemProps): ReactNode {
  const { t } = useTranslation();
  if (problem === null) return null;
  switch (problem.kind) {
    case 'taken':
      return <ClashNote conflicts={problem.conflicts} style={style} />;
    case 'refused':
      if (problem.refusal.code === 'hold-expired' && hold?.kind === 'held') {
        return <NoteLine tone="info">{t('appointments.hold.heldAgain')}</NoteLine>;
      }
      return <NoteLine tone="bad">{refusalWords(problem.refusal, t)}</NoteLine>;
    case 'not-saved':
      return (
        <NoteLine tone="bad">
          {t(problem.reason === 'disk-full' ? 'ui.notice.diskFull' : 'ui.notice.storageFailed')}
        </NoteLine>
      );
  }
}

type FieldProblemProps = { readonly problem: SaveProblemProps['problem']; readonly zone: ZoneId };

/** The same under a field of an appointment. */
export function FieldProblem({ problem, zone }: FieldProblemProps): ReactNode {
  const style = useTimeStyle(zone);
  return problem === null ? null : (
    <div style={{ marginBlockStart: 8 }}>
      <SaveProblem problem={problem} style={style} />
    </div>
  );
}
