import { Button, CloseButton } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseContact } from '#renderer/conflicts/case-contact.ts';
import classes from '#renderer/conflicts/conflicts.module.css';
import type { Message } from '#renderer/conflicts/draft-message.ts';
import { MessageDraft } from '#renderer/conflicts/message-draft.tsx';
import { Name } from '#renderer/ui/person-name.tsx';

export type Solved = {
  readonly key: string;
  readonly said: string;
  readonly contact: CaseContact;
  readonly message: Message;
};

type ToldClientProps = { readonly solved: Solved; readonly onClose: () => void };

/** The case that was just decided, so that its client can still be told after the next one has taken its place. */
export function ToldClient({ solved, onClose }: ToldClientProps): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section className={classes.told} aria-label={t('conflicts.message.lastSolved')}>
      <div className={classes.toldHead}>
        <IconCircleCheck size={18} stroke={1.8} aria-hidden />
        <span className={classes.toldText}>
          <Name>{solved.contact.who}</Name> — {solved.said}
        </span>
        <Button
          variant="default"
          size="compact-sm"
          aria-expanded={isOpen}
          onClick={() => setIsOpen((wasOpen) => !wasOpen)}
        >
          {t('conflicts.message.title')}
        </Button>
        <CloseButton size="sm" aria-label={t('ui.action.close')} onClick={onClose} />
      </div>
      {isOpen && <MessageDraft message={solved.message} contact={solved.contact} />}
    </section>
  );
}
