import { IconShieldCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Phase } from '#shared/scheduling/appointment.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { place } from '#shared/scheduling/place.ts';
import type { Instant } from '#shared/time/instant.ts';
import classes from '#renderer/leases/leases.module.css';
import { untilWords } from '#renderer/leases/promise-words.ts';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';

type Props = {
  readonly appointmentId: string;
  readonly visit: {
    readonly start: Instant;
    readonly phases: readonly Phase[];
    readonly bufferBeforeMinutes: number;
    readonly bufferAfterMinutes: number;
  };
  readonly location: Location;
};

/** While there is no connection: whether the booking as it stands would be sure. */
export function BookingPromise({ appointmentId, visit, location }: Props): ReactNode {
  const { t, i18n } = useTranslation();
  const desk = useDesk();
  useStore(desk.leases);
  const { connection } = useStore(desk.status);
  if (connection === 'online') return null;
  const placed = place(visit, desk.view, appointmentId);
  if (placed.kind === 'taken') return null;
  const guarantee = desk.guaranteeOf({ id: appointmentId, claims: placed.claims });
  if (guarantee.kind === 'provisional') return <p className={classes.provisional}>{t('leases.willBeProvisional')}</p>;
  const until = untilWords(guarantee.until, { now: desk.now(), zone: location.zone, language: i18n.language });
  return (
    <p className={classes.guaranteed}>
      <IconShieldCheck size={16} stroke={1.9} aria-hidden />
      {t('leases.willBe', { until })}
    </p>
  );
}
