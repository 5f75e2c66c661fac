import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '#shared/time/instant.ts';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import { DatesPreview } from '#renderer/appointments/repeat/dates-preview.tsx';
import classes from '#renderer/appointments/repeat/repeat.module.css';
import { type RepeatStart, trimmedTo } from '#renderer/appointments/repeat/repeat-form.ts';
import { ruleWordsOf } from '#renderer/appointments/repeat/rule-words-of.ts';
import type { Repeat } from '#renderer/appointments/repeat/use-repeat.ts';

type PreviewNotesProps = { readonly repeat: Repeat; readonly start: RepeatStart; readonly now: Instant };

/** The repetition in words, and its dates; or why there are none. */
export function PreviewNotes({ repeat, start, now }: PreviewNotesProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { shown, dates, rule, form, change } = repeat;
  const style = { zone: start.zone, language: i18n.language };
  const { preview } = shown;
  return (
    <>
      {rule !== null && (
        <p className={classes.words} aria-live="polite">
          {ruleWordsOf(rule, start, { dates, style, t, isWhole: preview?.kind === 'dates' && !preview.isMore })}
        </p>
      )}
      {preview?.kind === 'trim-offered' && (
        <NoteLine tone="warn">
          {t(`refusal.${preview.refusal.code}`)}{' '}
          <Button
            type="button"
            size="compact-xs"
            variant="light"
            onClick={() => change(trimmedTo(form, preview.rules, start.zone))}
          >
            {t('appointments.repeat.trim', { count: preview.occurrences })}
          </Button>
        </NoteLine>
      )}
      <DatesPreview dates={repeat} style={style} now={now} />
    </>
  );
}
