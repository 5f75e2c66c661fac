import { Button, Text, UnstyledButton } from '@mantine/core';
import { IconBackspace } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '#shared/scheduling/person.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { type Attempt, attemptOf, isOpen } from '#renderer/sign-in/attempt.ts';
import classes from '#renderer/sign-in/sign-in.module.css';
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import { useNow } from '#renderer/ui/use-now.ts';

const SHORTEST = 4;
const LONGEST = 8;
const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Takes a PIN by mouse, touch or the number keys. */
export function PinPad({ person, onBack }: { readonly person: Person; readonly onBack: () => void }): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const now = useNow(500);
  const [pin, setPin] = useState('');
  const [attempt, setAttempt] = useState<Attempt>({ kind: 'none' });
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const canType = isOpen(attempt, now);

  const type = (digit: string): void => {
    if (!canType || pin.length >= LONGEST) return;
    setPin(pin + digit);
    setAttempt({ kind: 'none' });
  };
  const submit = async (): Promise<void> => {
    if (!canType || pin.length < SHORTEST) return;
    setAttempt({ kind: 'checking' });
    const answer = await desk.signIn(person.id, pin).catch(() => null);
    setPin('');
    setAttempt(attemptOf(answer, desk.now()));
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^\d$/.test(event.key)) type(event.key);
    else if (event.key === 'Backspace') setPin(pin.slice(0, -1));
    else if (event.key === 'Escape') onBack();
    else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) void submit();
    else return;
    event.preventDefault();
  };

  return (
    // The group takes the keys so that nobody has to click a field first; every key is also a button.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={box}
      className={classes.pin}
      role="group"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={t('sign-in.pinFor', { name: person.name })}
      onKeyDown={onKeyDown}
    >
      <PersonAvatar name={person.name} color={person.color} size={60} />
      <Text fw={600}>
        <Name>{person.name}</Name>
      </Text>
      <Dots count={pin.length} />
      <Message attempt={attempt} now={now} />
      <div className={classes.keys}>
        {digits.map((digit) => (
          <Key key={digit} digit={digit} isDisabled={!canType} onPress={type} />
        ))}
        <span />
        <Key digit="0" isDisabled={!canType} onPress={type} />
        <UnstyledButton
          className={classes.key}
          aria-label={t('sign-in.delete')}
          disabled={pin === ''}
          onClick={() => setPin(pin.slice(0, -1))}
        >
          <IconBackspace size={22} stroke={1.6} />
        </UnstyledButton>
      </div>
      <Button
        fullWidth
        size="md"
        disabled={!canType || pin.length < SHORTEST}
        loading={attempt.kind === 'checking'}
        onClick={() => void submit()}
      >
        {t('sign-in.signIn')}
      </Button>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onBack}>
        {t('sign-in.someoneElse')}
      </Button>
    </div>
  );
}

type KeyProps = { readonly digit: string; readonly isDisabled: boolean; readonly onPress: (digit: string) => void };

function Key({ digit, isDisabled, onPress }: KeyProps): ReactNode {
  const { t } = useTranslation();
  return (
    <UnstyledButton
      className={classes.key}
      aria-label={t('sign-in.digit', { digit })}
      disabled={isDisabled}
      onClick={() => onPress(digit)}
    >
      {digit}
    </UnstyledButton>
  );
}

function Dots({ count }: { readonly count: number }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={classes.dots} role="img" aria-label={t('sign-in.entered', { count })}>
      {Array.from({ length: Math.max(SHORTEST, count) }, (_, at) => (
        <span key={at} className={classes.dot} data-filled={at < count || undefined} />
      ))}
    </div>
  );
}

function Message({ attempt, now }: { readonly attempt: Attempt; readonly now: number }): ReactNode {
  const { t, i18n } = useTranslation();
  const isBad = attempt.kind !== 'none' && attempt.kind !== 'checking';
  const text = ((): string => {
    switch (attempt.kind) {
      case 'none':
      case 'done':
        return t('sign-in.enter');
      case 'checking':
        return t('sign-in.checking');
      case 'wrong-pin':
        return t('sign-in.wrongPin', { count: attempt.attemptsLeft });
      case 'locked':
        return attempt.until > now
          ? t('sign-in.locked', { wait: wait(attempt.until - now, i18n.language) })
          : t('sign-in.enter');
      case 'unknown-offline':
        return t('sign-in.unknownOffline');
      case 'failed':
        return t('sign-in.failed');
    }
  })();
  return (
    <div
      className={classes.message}
      role={isBad ? 'alert' : 'status'}
      style={{ color: isBad ? 'var(--fd-bad)' : 'var(--fd-dim)' }}
    >
      {text}
    </div>
  );
}

function wait(ms: number, language: string): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  const [value, unit] = seconds < 90 ? ([seconds, 'second'] as const) : ([Math.ceil(seconds / 60), 'minute'] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
