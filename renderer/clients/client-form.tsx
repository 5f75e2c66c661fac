import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clientFields, type Client } from '#shared/scheduling/client.ts';
import { useFaultText } from '#renderer/ui/forms/field-fault.ts';
import { useUpsertForm } from '#renderer/ui/forms/use-upsert-form.ts';
import { useShell } from '#renderer/ui/shell/shell-context.tsx';
import { useSubmissionNotice } from '#renderer/ui/submission-notice.ts';

type Fields = Omit<Client, 'id' | 'version'>;

/** Edits in place: Save and Cancel appear with the first change. */
export function ClientForm({ client, name }: { readonly client: Client | null; readonly name: string }): ReactNode {
  const { t } = useTranslation();
  const { show } = useShell();
  const tell = useSubmissionNotice();
  const form = useUpsertForm<Fields>({
    document: client === null ? null : fieldsOf(client),
    blank: { name, phone: '', email: '', notes: '', birthDate: null, isActive: true },
    schema: clientFields,
    intent: (input) => ({ name: 'client.upsert', input }),
    label: client === null ? 'clients.undo.create' : 'clients.undo.edit',
  });
  const fault = useFaultText(form.faults);
  const { values } = form;

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const submission = await form.save();
    if (submission !== null && tell(submission, t('clients.saved')) && form.isNew) show('clients', form.id);
  };
  // After a refusal because another desk was faster, the field says what is on file now.
  const wrong = (field: keyof Fields): string | null => {
    const text = fault(field);
    if (text === null || form.faults[field] !== 'changed-meanwhile' || client === null) return text;
    return `${text} ${t('clients.theirs', { value: String(client[field] ?? '') || t('clients.empty') })}`;
  };

  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Stack gap="sm">
        <TextInput
          label={t('clients.name')}
          value={values.name}
          onChange={(event) => form.set({ name: event.currentTarget.value })}
          error={wrong('name')}
          autoFocus={form.isNew}
          autoComplete="off"
          required
          withAsterisk={false}
        />
        <Group grow align="flex-start">
          <TextInput
            label={t('clients.phone')}
            type="tel"
            value={values.phone}
            onChange={(event) => form.set({ phone: event.currentTarget.value })}
            error={wrong('phone')}
            autoComplete="off"
          />
          <TextInput
            label={t('clients.birthDate')}
            placeholder="1984-02-29"
            description={undefined}
            value={values.birthDate ?? ''}
            onChange={(event) => form.set({ birthDate: event.currentTarget.value.trim() || null })}
            error={wrong('birthDate')}
            autoComplete="off"
            title={t('clients.birthDateHint')}
          />
        </Group>
        <TextInput
          label={t('clients.email')}
          type="email"
          value={values.email}
          onChange={(event) => form.set({ email: event.currentTarget.value })}
          error={wrong('email')}
          autoComplete="off"
          spellCheck={false}
        />
        <Textarea
          label={t('clients.notes')}
          value={values.notes}
          onChange={(event) => form.set({ notes: event.currentTarget.value })}
          error={wrong('notes')}
          autosize
          minRows={4}
          maxRows={14}
        />
        <Group justify="space-between" mih={36}>
          {client === null ? (
            <span />
          ) : (
            <ActiveButton isActive={values.isActive} onChange={(isActive) => form.set({ isActive })} />
          )}
          {(form.isDirty || form.isNew) && (
            <Group gap="xs">
              <Button variant="default" onClick={() => (form.isNew ? show('clients') : form.reset())}>
                {t('ui.action.cancel')}
              </Button>
              <Button type="submit" loading={form.isSaving}>
                {t('ui.action.save')}
              </Button>
            </Group>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function ActiveButton({
  isActive,
  onChange,
}: {
  readonly isActive: boolean;
  readonly onChange: (isActive: boolean) => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Button variant="subtle" color="gray" px="xs" ms={-10} onClick={() => onChange(!isActive)}>
      {t(isActive ? 'clients.archive' : 'clients.restore')}
    </Button>
  );
}

function fieldsOf({ version: _version, ...fields }: Client): Fields & { readonly id: string } {
  return fields;
}
