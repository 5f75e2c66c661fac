import { Button } from '@mantine/core';
import { IconHourglassEmpty, IconHourglassHigh, IconPlugConnectedX, IconShieldCheckFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '#shared/time/instant.ts';
import { ClashNote } from '#renderer/appointments/clash-list.tsx';
import type { TimeStyle } from '#renderer/appointments/format-time.ts';
import classes from '#renderer/appointments/hold/hold-line.module.css';
import type { ChosenHold } from '#renderer/appointments/hold/use-hold.ts';
import { untilWords } from '#renderer/leases/promise-words.ts';
import { useKeeper } from '#renderer/leases/use-keeper.ts';
import { usePromise } from '#renderer/leases/use-promise.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { countdownText, useSecondsUntil } from '#renderer/ui/countdown.ts';

type HoldLineProps = { readonly hold: ChosenHold; readonly style: TimeStyle };

/** Whether the chosen time is kept for this desk, and for how long; quiet, because it is nobody's task. */
export function HoldLine({ hold: { placement, state, handle }, style }: HoldLineProps): ReactNode {
  const { t } = useTranslation();
  switch (state.kind) {
    case 'none':
      return null;
    case 'lost':
      return <ClashNote conflicts={state.conflicts} style={style} />;
    case 'held':
      return <Countdown placedAt={state.placedAt} expiresAt={state.expiresAt} onExtend={() => handle?.extend()} />;
    case 'placing':
      return (
        <Line tone="dim" icon={<IconHourglassHigh size={16} stroke={1.8} aria-hidden />}>
          {t('appointments.hold.placing')}
        </Line>
      );
    case 'provisional':
      return <Offline placement={placement} style={style} />;
    case 'unheld':
      return (
        <Line tone="warn" icon={<IconHourglassEmpty size={16} stroke={1.8} aria-hidden />}>
          {t('appointments.hold.unheld')} {t(`refusal.${state.code}`)}
        </Line>
      );
    case 'expired':
      return (
        <Line
          tone="warn"
          icon={<IconHourglassEmpty size={16} stroke={1.8} aria-hidden />}
          action={{ label: t('appointments.hold.again'), run: () => handle?.again() }}
        >
          {t('appointments.hold.expired')}
        </Line>
      );
  }
}

type OfflineProps = { readonly placement: ChosenHold['placement']; readonly style: TimeStyle };

/** Nobody can be asked: sure only in time that is kept for this desk (LE10). */
function Offline({ placement, style }: OfflineProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const promise = usePromise(placement);
  const keeper = useKeeper(placement);
  if (promise?.kind === 'guaranteed') {
    return (
      <Line tone="good" icon={<IconShieldCheckFilled size={16} aria-hidden />}>
        {t('leases.willBe', { until: untilWords(promise.until, { ...style, now: desk.now() }) })}
      </Line>
    );
  }
  return (
    <Line tone="warn" icon={<IconPlugConnectedX size={16} stroke={1.8} aria-hidden />}>
      <strong>{t('appointments.hold.provisional')}</strong>{' '}
      {keeper === null ? t('appointments.hold.provisionalText') : t('appointments.hold.keptFor', { desk: keeper })}
    </Line>
  );
}

type CountdownProps = { readonly placedAt: Instant; readonly expiresAt: Instant; readonly onExtend: () => void };

const SOON_SECONDS = 60;

/** Read out when it begins and when it is about to end, never every second. */
function Countdown({ placedAt, expiresAt, onExtend }: CountdownProps): ReactNode {
  const { t } = useTranslation();
  const seconds = useSecondsUntil(expiresAt);
  const isSoon = seconds <= SOON_SECONDS;
  const share = Math.min(1, Math.max(0, (seconds * 1_000) / Math.max(1, expiresAt - placedAt)));
  return (
    <Line
      tone={isSoon ? 'warn' : 'good'}
      icon={<IconHourglassHigh size={16} stroke={1.8} aria-hidden />}
      action={{ label: t('appointments.hold.extend'), run: onExtend }}
      share={share}
      said={t(isSoon ? 'appointments.hold.soon' : 'appointments.hold.held')}
    >
      {t('appointments.hold.held')}
      <span className={classes.time} data-testid="hold-countdown">
        {countdownText(seconds)}
      </span>
    </Line>
  );
}

type LineProps = {
  readonly tone: 'dim' | 'good' | 'warn';
  readonly icon: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** How much of the time is left, from 1 to 0. */
  readonly share?: number;
  /** For those who listen, in the place of what changes all the time. */
  readonly said?: string;
  readonly children: ReactNode;
};

function Line({ tone, icon, action, share, said, children }: LineProps): ReactNode {
  return (
    <div className={classes.line} data-tone={tone}>
      {icon}
      <div className={classes.words} {...(said === undefined ? { role: 'status' } : { 'aria-hidden': true })}>
        {children}
      </div>
      {said !== undefined && (
        <span role="status" className={classes.said}>
          {said}
        </span>
      )}
      {action !== undefined && (
        <Button type="button" variant="subtle" size="compact-xs" className={classes.action} onClick={action.run}>
          {action.label}
        </Button>
      )}
      {share !== undefined && <span className={classes.bar} style={{ inlineSize: `${share * 100}%` }} aria-hidden />}
    </div>
  );
}
