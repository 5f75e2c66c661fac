import { Alert, Button, Drawer, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#renderer/settings/settings.module.css';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import type { UpsertForm } from '#renderer/ui/forms/use-upsert-form.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';
import { RoleNote } from '#renderer/ui/role-note.tsx';
import { useSubmissionNotice } from '#renderer/ui/submission-notice.ts';

type Props = {
  readonly title: string;
  readonly form: Pick<UpsertForm<object>, 'save' | 'isDirty' | 'isSaving' | 'isNew' | 'faults'>;
  /** Keeps the form open where the screen itself sees a fault. */
  readonly isBlocked?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A form at the side of a list. It closes when it was saved, and keeps what was typed when it was not. */
export function EditorDrawer({ title, form, isBlocked = false, onClose, children }: Props): ReactNode {
  const { t } = useTranslation();
  const { mayChange, role } = useMayChange();
  const tell = useSubmissionNotice();
  const formFault = form.faults[''];
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isBlocked) return;
    const submission = await form.save();
    if (submission !== null && tell(submission, t('settings.saved'))) onClose();
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={540}
      padding={20}
      title={withoutOverrides(title)}
      styles={{ title: { fontWeight: 600, fontSize: 17, overflowWrap: 'anywhere' } }}
      closeOnClickOutside={!form.isDirty && !isBlocked}
      closeButtonProps={{ 'aria-label': t('ui.action.close') }}
    >
      <form onSubmit={(event) => void save(event)} noValidate>
        {!mayChange && role !== null && (
          <RoleNote>{t('settings.managersOnly', { role: t(`ui.role.${role}`) })}</RoleNote>
        )}
        {/* A fieldset switches off every control in it at once. */}
        <fieldset disabled={!mayChange} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
          <Stack gap="md">{children}</Stack>
        </fieldset>
        {formFault !== undefined && (
          <Alert color="red" mt="md" role="alert">
            {t(`refusal.${formFault}`)}
          </Alert>
        )}
        <footer className={classes.drawerFoot}>
          <Button variant="default" onClick={onClose}>
            {t(mayChange ? 'ui.action.cancel' : 'ui.action.close')}
          </Button>
          {mayChange && (
            <Button type="submit" loading={form.isSaving} disabled={!form.isDirty && !form.isNew && !isBlocked}>
              {t('ui.action.save')}
            </Button>
          )}
        </footer>
      </form>
    </Drawer>
  );
}
