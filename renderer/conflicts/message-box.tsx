import { Select } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RankedRepair } from '#renderer/conflicts/ranked-repairs.ts';
import classes from '#renderer/conflicts/conflicts.module.css';
import type { InboxCase } from '#renderer/conflicts/inbox-case.ts';
import { MessageDraft } from '#renderer/conflicts/message-draft.tsx';
import { repairText } from '#renderer/conflicts/repair-text.ts';
import { type Outcome, useCaseMessage } from '#renderer/conflicts/use-case-message.ts';
import { useCaseStyle } from '#renderer/conflicts/use-case-style.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';

type MessageBoxProps = { readonly one: InboxCase; readonly repairs: readonly RankedRepair[] };
type Choice = '0' | '1' | '2' | 'cancelled' | 'waiting';

/** What to tell the client about each way out, before or instead of taking it. */
export function MessageBox({ one, repairs }: MessageBoxProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const style = useCaseStyle(one);
  const messageOf = useCaseMessage();
  const [chosen, setChosen] = useState<Choice>('0');
  const outcome = outcomeOf(chosen, repairs);
  const wording = { view: desk.view, wantedStart: one.wanted?.start ?? desk.now(), now: desk.now(), style, t };
  const message = messageOf(one, outcome);
  if (message === null) return null;
  const ways = repairs.map((offered, at) => ({ value: String(at), label: repairText(offered, wording).title }));
  return (
    <section className={classes.message} aria-labelledby="conflict-message">
      <div className={classes.messageHead}>
        <h3 id="conflict-message" className={classes.sectionTitle}>
          {t('conflicts.message.title')}
        </h3>
        <Select
          size="xs"
          aria-label={t('conflicts.message.about')}
          allowDeselect={false}
          value={typeof outcome === 'string' ? outcome : chosen}
          onChange={(value) => setChosen(choices.find((choice) => choice === value) ?? '0')}
          data={[
            ...ways,
            { value: 'waiting', label: t('conflicts.message.isWaiting') },
            { value: 'cancelled', label: t('conflicts.message.isCancelled') },
          ]}
        />
      </div>
      <MessageDraft message={message} contact={one.contact} />
    </section>
  );
}

const choices: readonly Choice[] = ['0', '1', '2', 'cancelled', 'waiting'];

function outcomeOf(chosen: Choice, repairs: readonly RankedRepair[]): Outcome {
  if (chosen === 'cancelled' || chosen === 'waiting') return chosen;
  return repairs[Number(chosen)]?.repair ?? 'waiting';
}
