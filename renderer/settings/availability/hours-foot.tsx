import { Button, Text } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { UpsertForm } from '#renderer/ui/forms/use-upsert-form.ts';
import classes from '#renderer/settings/availability/availability.module.css';
import { hideLastDone } from '#renderer/ui/notice.tsx';
import { useSubmissionNotice } from '#renderer/ui/submission-notice.ts';

type Props = { readonly form: Pick<UpsertForm<object>, 'save' | 'reset' | 'isDirty' | 'isSaving' | 'faults'> };

/** Saves what was changed of somebody's hours, or lets it go. */
export function HoursFoot({ form }: Props): ReactNode {
  const { t } = useTranslation();
  const tell = useSubmissionNotice();
  const fault = Object.values(form.faults)[0];
  const { isDirty } = form;
  // The notice of the last save stands where this foot does.
  useEffect(() => {
    if (isDirty) hideLastDone();
  }, [isDirty]);
  const save = async (): Promise<void> => {
    const submission = await form.save();
    if (submission !== null) tell(submission, t('availability.saved'));
  };
  return (
    <footer className={classes.foot}>
      <Button disabled={!isDirty} loading={form.isSaving} onClick={() => void save()}>
        {t('availability.save')}
      </Button>
      <Button variant="default" disabled={!isDirty} onClick={form.reset}>
        {t('availability.discard')}
      </Button>
      {fault !== undefined && (
        <Text fz="sm" c="var(--fd-bad)" role="alert">
          {t(`refusal.${fault}`)}
        </Text>
      )}
    </footer>
  );
}
