import { Button, Group } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RankedRepair } from '#renderer/conflicts/ranked-repairs.ts';
import { DecisionForm } from '#renderer/conflicts/decision-form.tsx';
import type { InboxCase } from '#renderer/conflicts/inbox-case.ts';

export type CaseActions = {
  onRepair(offered: RankedRepair): void;
  onOpen(): void;
  onCancel(reason: string): void;
  /** Handled otherwise, or kept waiting: it leaves the inbox by this note. */
  onSettle(note: string): void;
  onAgain(): void;
  onDismiss(): void;
};

/** The ways out that are no repair. Those that end a displaced case ask for a reason first (IN1). */
export function CaseWays({ one, actions }: { readonly one: InboxCase; readonly actions: CaseActions }): ReactNode {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'cancel' | 'settle' | null>(null);
  if (asking !== null) {
    return (
      <DecisionForm
        kind={asking}
        onDecide={asking === 'cancel' ? actions.onCancel : actions.onSettle}
        onKeep={() => setAsking(null)}
      />
    );
  }
  return (
    <Group gap={8}>
      {one.appointment !== null && (
        <Button variant="default" size="xs" onClick={actions.onOpen}>
          {t('conflicts.open')}
        </Button>
      )}
      {one.kind === 'displaced' && (
        <>
          <Button variant="default" size="xs" onClick={() => setAsking('settle')}>
            {t('conflicts.settle.open')}
          </Button>
          <Button variant="subtle" color="red" c="var(--fd-bad)" size="xs" onClick={() => setAsking('cancel')}>
            {t('conflicts.cancel')}
          </Button>
        </>
      )}
      {one.kind === 'refused' && (
        <>
          {one.booking === null && (
            <Button variant="default" size="xs" onClick={actions.onAgain}>
              {t('conflicts.again')}
            </Button>
          )}
          <Button variant="subtle" color="gray" size="xs" onClick={actions.onDismiss}>
            {t('conflicts.dismiss')}
          </Button>
        </>
      )}
    </Group>
  );
}
