import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { clockRange, type TimeStyle } from '#renderer/appointments/format-time.ts';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import classes from '#renderer/appointments/panel-frame.module.css';
import { useDeskNames } from '#renderer/leases/use-desk-names.ts';
import type { View } from '#renderer/replica/desk.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { ClashAuthor } from '#renderer/appointments/clash-author.tsx';
import { heldBy } from '#renderer/ui/held-by.ts';
import { Name, withoutOverrides } from '#renderer/ui/person-name.tsx';

type ClashesProps = {
  readonly conflicts: readonly Conflict[];
  readonly style: TimeStyle;
  /** Also says who put it there, when and at which desk. */
  readonly hasAuthors?: boolean;
};

/** What is in the way: which resource, when, and who has it. */
export function ClashNote({ conflicts, style }: ClashesProps): ReactNode {
  const { t } = useTranslation();
  return (
    <NoteLine tone="bad">
      <strong>{t('appointments.clash.title')}</strong>
      <ClashList conflicts={conflicts} style={style} />
    </NoteLine>
  );
}

export function ClashList({ conflicts, style, hasAuthors = false }: ClashesProps): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  return (
    <ul className={classes.clashes}>
      {conflicts.slice(0, 4).map((conflict) => (
        <li key={`${conflict.resourceId} ${conflict.holderId ?? ''}`}>
          <Name>{view.find('resources', conflict.resourceId)?.name ?? t('appointments.clash.goneResource')}</Name>
          {/* What is kept for a desk lasts the whole day. */}
          {conflict.reason !== 'leased' && (
            <>
              {' · '}
              <span className={classes.clashTime}>{clockRange(holderSpan(conflict, view), style)}</span>
            </>
          )}
          {' · '}
          <Holder conflict={conflict} />
          {hasAuthors && <ClashAuthor conflict={conflict} style={style} />}
        </li>
      ))}
    </ul>
  );
}

function Holder({ conflict: { holderId, reason, deskName } }: { readonly conflict: Conflict }): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const names = useDeskNames();
  const appointment = holderId === null ? null : view.find('appointments', holderId);
  if (appointment !== null) {
    const names = appointment.clientIds.flatMap((id) => view.find('clients', id)?.name ?? []);
    const who = names.join(', ') || appointment.label || t('appointments.nobody');
    const service = view.find('services', appointment.serviceId)?.name ?? '';
    return (
      <>
        <Name>{who}</Name>
        {service !== '' && <> ({service})</>}
      </>
    );
  }
  const block = holderId === null ? null : view.find('blocks', holderId);
  if (block !== null) return <>{block.reason || t(`appointments.blockKind.${block.kind}`)}</>;
  const held = holderId === null || reason !== 'held' ? null : heldBy(holderId, view);
  if (held !== null) return <>{t('appointments.clash.heldBy', held)}</>;
  const keeper = (holderId === null ? undefined : names.get(holderId)) ?? deskName;
  if (keeper !== undefined) return <>{t('appointments.clash.leasedBy', { desk: withoutOverrides(keeper) })}</>;
  return <>{t(`appointments.clash.${reason}`)}</>;
}

/** The whole of what is in the way, not only the piece that overlaps. */
function holderSpan(
  { holderId, start, end }: Conflict,
  view: View,
): { start: Conflict['start']; end: Conflict['end'] } {
  const holder = holderId === null ? null : (view.find('appointments', holderId) ?? view.find('blocks', holderId));
  return holder === null ? { start, end: end > start ? end : plusMinutes(start, 1) } : holder;
}
