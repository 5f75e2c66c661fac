import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { Instant } from '#shared/time/instant.ts';
import { overlaps } from '#shared/time/interval.ts';
import { dayAndTime, type TimeStyle } from '#renderer/appointments/format-time.ts';
import classes from '#renderer/appointments/panel-frame.module.css';
import { useDeskNames } from '#renderer/leases/use-desk-names.ts';
import type { View } from '#renderer/replica/desk.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import { useNow } from '#renderer/ui/use-now.ts';

/** Who put what is in the way there, when, and at which desk; or that it is not in the way any more. */
export function ClashAuthor({
  conflict,
  style,
}: {
  readonly conflict: Conflict;
  readonly style: TimeStyle;
}): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const now = useNow(30_000);
  const names = useDeskNames();
  const author = authorOf(conflict, view, names);
  if (author === null) return null;
  const name = view.find('people', author.actorId)?.name ?? t('appointments.history.unknownPerson');
  return (
    <div className={classes.clashAuthor}>
      {t('appointments.clash.placedBy')} <Name>{name}</Name> · {dayAndTime(author.at, now, style)}
      {author.deskName !== '' && (
        <>
          {' · '}
          <Name>{author.deskName}</Name>
        </>
      )}
      {author.isGone && <> · {t('appointments.clash.gone')}</>}
    </div>
  );
}

type Author = {
  readonly actorId: string;
  readonly at: Instant;
  readonly deskName: string;
  readonly isGone: boolean;
};

function authorOf(conflict: Conflict, view: View, names: ReadonlyMap<string, string>): Author | null {
  if (conflict.holderId === null) return null;
  const visit = view.find('appointments', conflict.holderId);
  const block = visit === null ? view.find('blocks', conflict.holderId) : null;
  const holder = visit ?? block;
  if (holder === null) return null;
  const isGone = !holder.claims.some((claim) => claim.resourceId === conflict.resourceId && overlaps(claim, conflict));
  if (visit !== null) {
    const { deskId, deskName = '' } = visit.placedBy;
    return { ...visit.placedBy, deskName: (deskId === null ? undefined : names.get(deskId)) ?? deskName, isGone };
  }
  return block === null ? null : { actorId: block.createdBy, at: block.createdAt, deskName: '', isGone };
}
