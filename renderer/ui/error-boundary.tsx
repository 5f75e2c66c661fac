import { Button, Code, Group, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type Props = { readonly children: ReactNode };
type State = { readonly error: unknown };

/** Keeps a fault in one part of the screen from taking the rest with it, and says what to do. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <Broken error={error} onAgain={() => this.setState({ error: null })} />;
  }
}

function Broken({ error, onAgain }: { readonly error: unknown; readonly onAgain: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack p="xl" gap="sm" maw={520} m="auto" role="alert">
      <Title order={2}>{t('ui.broken.title')}</Title>
      <Text c="dimmed">{t('ui.broken.what')}</Text>
      <Group>
        <Button onClick={onAgain}>{t('ui.broken.again')}</Button>
        <Button variant="default" onClick={() => window.location.reload()}>
          {t('ui.broken.reload')}
        </Button>
      </Group>
      <details>
        <Text component="summary" fz="xs" c="dimmed">
          {t('ui.broken.details')}
        </Text>
        <Code block fz="xs">
          {error instanceof Error ? `${error.name}: ${error.message}` : String(error)}
        </Code>
      </details>
    </Stack>
  );
}
