import { Button, CopyButton, Group, SegmentedControl, Textarea } from '@mantine/core';
import { IconCheck, IconCopy, IconMail, IconMessage } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseContact } from '#renderer/conflicts/case-contact.ts';
import classes from '#renderer/conflicts/conflicts.module.css';
import {
  draftMessage,
  mailLink,
  type Message,
  type MessageLanguage,
  messageLanguages,
  smsLink,
} from '#renderer/conflicts/draft-message.ts';

type MessageDraftProps = { readonly message: Message; readonly contact: CaseContact };

/** The drafted text: to be changed, copied, or handed to the mail program or the telephone. */
export function MessageDraft({ message, contact }: MessageDraftProps): ReactNode {
  const { t, i18n } = useTranslation();
  // No client has a language on file: the desk's is the one that they were spoken to in.
  const [language, setLanguage] = useState<MessageLanguage>(i18n.language.startsWith('zh') ? 'zh' : 'en');
  const own = i18n.getFixedT(language);
  const draft = draftMessage(message, own, language);
  const [edited, setEdited] = useState({ of: draft, text: draft });
  // Another way out or another language is another message; what was typed into the last one is not about it.
  const text = edited.of === draft ? edited.text : draft;
  const mail = mailLink(contact.email, own('conflicts.message.subject', { clinic: message.clinic }), text);
  const sms = smsLink(contact.phone, text);
  return (
    <>
      <Textarea
        aria-label={t('conflicts.message.title')}
        autosize
        minRows={4}
        maxRows={14}
        lang={language}
        value={text}
        onChange={(event) => setEdited({ of: draft, text: event.currentTarget.value })}
      />
      <Group gap={8} className={classes.messageWays}>
        <CopyButton value={text} timeout={2_000}>
          {({ copied, copy }) => (
            <Button variant="default" size="xs" leftSection={copied ? CHECK : COPY} onClick={copy}>
              {t(copied ? 'conflicts.message.copied' : 'conflicts.message.copy')}
            </Button>
          )}
        </CopyButton>
        {mail !== null && (
          <Button component="a" href={mail} variant="default" size="xs" leftSection={MAIL}>
            {t('conflicts.message.mail')}
          </Button>
        )}
        {sms !== null && (
          <Button component="a" href={sms} variant="default" size="xs" leftSection={SMS}>
            {t('conflicts.message.sms')}
          </Button>
        )}
        {mail === null && sms === null && <span className={classes.rowMeta}>{t('conflicts.message.noContact')}</span>}
        <SegmentedControl
          ms="auto"
          size="xs"
          aria-label={t('conflicts.message.language')}
          value={language}
          onChange={(value) => setLanguage(messageLanguages.find((one) => one === value) ?? 'en')}
          data={[
            { value: 'en', label: 'English' },
            { value: 'zh', label: '中文' },
          ]}
        />
      </Group>
    </>
  );
}

const COPY = <IconCopy size={15} stroke={1.7} aria-hidden />;
const CHECK = <IconCheck size={15} stroke={1.7} aria-hidden />;
const MAIL = <IconMail size={15} stroke={1.7} aria-hidden />;
const SMS = <IconMessage size={15} stroke={1.7} aria-hidden />;
