import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenedDesk } from '#renderer/replica/open-desk.ts';

type State =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly desk: OpenedDesk }
  | { readonly kind: 'failed' };

type Props = { readonly open: () => Promise<OpenedDesk>; readonly children: (desk: OpenedDesk) => ReactNode };

/** Opens the desk once for this window, and says so if the computer does not let it. */
export function Opening({ open, children }: Props): ReactNode {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<State>({ kind: 'opening' });
  useEffect(() => {
    let isGone = false;
    deskOfAttempt(open, attempt).then(
      (desk) => isGone || setState({ kind: 'open', desk }),
      () => isGone || setState({ kind: 'failed' }),
    );
    return () => {
      isGone = true;
    };
  }, [open, attempt]);
  if (state.kind === 'open') return children(state.desk);
  const again = (): void => {
    setState({ kind: 'opening' });
    setAttempt(attempt + 1);
  };
  return state.kind === 'opening' ? <Waiting /> : <Failed onAgain={again} />;
}

const attempts = new Map<number, Promise<OpenedDesk>>();

// StrictMode runs effects twice; a second desk in one window would be a second outbox.
function deskOfAttempt(open: () => Promise<OpenedDesk>, attempt: number): Promise<OpenedDesk> {
  const desk = attempts.get(attempt) ?? open();
  attempts.set(attempt, desk);
  return desk;
}

function Waiting(): ReactNode {
  const { t } = useTranslation();
  // Opening takes a fraction of a second; a spinner that flashes by would only disturb.
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Center h="100dvh" aria-busy aria-label={t('ui.opening.label')}>
      {isSlow && <Loader type="dots" />}
    </Center>
  );
}

function Failed({ onAgain }: { readonly onAgain: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Center h="100dvh" p="xl">
      <Stack maw={440} gap="md" role="alert">
        <Title order={1}>{t('ui.opening.failedTitle')}</Title>
        <Text c="dimmed">{t('ui.opening.failedWhat')}</Text>
        <Button onClick={onAgain} w="fit-content">
          {t('ui.opening.retry')}
        </Button>
      </Stack>
    </Center>
  );
}
