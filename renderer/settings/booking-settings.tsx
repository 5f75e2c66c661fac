import { Select, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { useServerQueries } from '#renderer/replica/server-queries.tsx';
import classes from '#renderer/settings/settings.module.css';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import { useClinic } from '#renderer/sign-in/use-clinic.ts';
import { notify } from '#renderer/ui/notice.tsx';
import { RoleNote } from '#renderer/ui/role-note.tsx';

const choices = Array.from({ length: 15 }, (_, at) => at + 1);

/** What holds for every booking of the clinic. It is the server's to keep, and cannot be changed without it. */
export function BookingSettings(): ReactNode {
  const { t } = useTranslation();
  const { mayChange, role } = useMayChange();
  return (
    <div className={classes.inner}>
      <header>
        <Title order={2}>{t('settings.booking.title')}</Title>
        <Text fz="sm" c="dimmed">
          {t('settings.booking.what')}
        </Text>
      </header>
      {role !== null && !mayChange && <RoleNote>{t('settings.managersOnly', { role: t(`ui.role.${role}`) })}</RoleNote>}
      <Stack gap="lg" maw={460}>
        <HoldMinutes mayChange={mayChange} />
      </Stack>
    </div>
  );
}

function HoldMinutes({ mayChange }: { readonly mayChange: boolean }): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const clinic = useClinic();
  const queries = useQueryClient();
  const { queryKey } = useServerQueries().session.clinic.queryOptions();
  const [isSaving, setIsSaving] = useState(false);
  const save = async (minutes: number): Promise<void> => {
    setIsSaving(true);
    const done = await desk.setHoldMinutes(minutes);
    await queries.invalidateQueries({ queryKey });
    setIsSaving(false);
    if (done.kind === 'set') notify({ tone: 'done', text: t('settings.booking.saved', { count: minutes }) });
    else if (done.kind === 'refused') notify({ tone: 'problem', text: t(`refusal.${done.code}`) });
    else notify({ tone: 'problem', text: t('settings.booking.noServer') });
  };
  return (
    <Select
      label={t('settings.booking.hold')}
      description={t(clinic === undefined ? 'settings.booking.noServer' : 'settings.booking.holdHint')}
      allowDeselect={false}
      disabled={!mayChange || clinic === undefined || isSaving}
      value={clinic === undefined ? null : String(clinic.holdMinutes)}
      data={choices.map((count) => ({ value: String(count), label: t('settings.booking.minutes', { count }) }))}
      onChange={(value) => void save(Number(value))}
    />
  );
}
