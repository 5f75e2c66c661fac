import { Button, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_DESK_NAME } from '#shared/scheduling/desk-name.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';

type Outcome = 'none' | 'checking' | 'wrong-code' | 'no-server';

/** Makes a strange computer a desk of this clinic. On the server's own computer this happens by itself. */
export function EnrolForm({ reason }: { readonly reason: 'no-server' | 'needs-code' }): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const [code, setCode] = useState('');
  const [name, setName] = useState(() => t('sign-in.usualDeskName'));
  const [outcome, setOutcome] = useState<Outcome>('none');
  const connect = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setOutcome('checking');
    const answer = await desk.enrol(code.trim(), name.trim()).catch(() => 'no-server' as const);
    setOutcome(answer === 'enrolled' ? 'none' : answer);
  };
  if (reason === 'no-server') return <NoServer onRetry={() => desk.syncNow()} />;
  const fault =
    outcome === 'wrong-code' ? t('sign-in.wrongCode') : outcome === 'no-server' ? t('sign-in.noServer') : null;
  return (
    <Paper
      component="form"
      p="xl"
      w={440}
      maw="100%"
      withBorder
      shadow="sm"
      radius="lg"
      onSubmit={(event) => void connect(event)}
    >
      <Stack gap="md">
        <Title order={1}>{t('sign-in.enrolTitle')}</Title>
        <Text c="dimmed">{t('sign-in.enrolWhat')}</Text>
        <TextInput
          label={t('sign-in.code')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={fault}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          autoFocus
          size="md"
        />
        <TextInput
          label={t('sign-in.deskName')}
          description={t('sign-in.deskNameHint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={LONGEST_DESK_NAME}
          autoComplete="off"
          size="md"
        />
        <Button
          type="submit"
          size="md"
          disabled={code.trim().length < 8 || name.trim() === ''}
          loading={outcome === 'checking'}
        >
          {t('sign-in.connect')}
        </Button>
      </Stack>
    </Paper>
  );
}

function NoServer({ onRetry }: { readonly onRetry: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap="md" maw={440}>
      <Title order={1}>{t('sign-in.noServerTitle')}</Title>
      <Text c="dimmed">{t('sign-in.noServerWhat')}</Text>
      <Button variant="default" w="fit-content" onClick={onRetry}>
        {t('sign-in.tryAgain')}
      </Button>
    </Stack>
  );
}
