import { Button, FileButton, Select, Stack, Text, Title } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarScope } from '#shared/scheduling/calendar-scope.ts';
import type { Person } from '#shared/scheduling/person.ts';
import { useOpenFiles } from '#renderer/importing/drop/use-open-files.ts';
import { useDesk, useDocuments, useStore } from '#renderer/replica/desk-context.tsx';
import { byOrder } from '#renderer/settings/by-order.ts';
import { CalendarSharing } from '#renderer/settings/calendar-sharing.tsx';
import classes from '#renderer/settings/settings.module.css';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import { RoleNote } from '#renderer/ui/role-note.tsx';

/** Calendars for other programs, as files or at secret addresses; and calendar files of other programs for this one. */
export function CalendarSettings(): ReactNode {
  const { t } = useTranslation();
  const { mayChange, role } = useMayChange();
  const session = useStore(useDesk().session);
  return (
    <div className={classes.inner}>
      <header>
        <Title order={2}>{t('settings.calendars.title')}</Title>
        <Text fz="sm" c="dimmed">
          {t('settings.calendars.what')}
        </Text>
      </header>
      {role !== null && !mayChange && <RoleNote>{t('settings.managersOnly', { role: t(`ui.role.${role}`) })}</RoleNote>}
      {mayChange && session.state === 'signed-in' && (
        <Stack gap="xl" maw={720}>
          <AnyCalendar person={session.person} />
          <FromOutside />
        </Stack>
      )}
    </div>
  );
}

function AnyCalendar({ person }: { readonly person: Person }): ReactNode {
  const [scope, setScope] = useState<CalendarScope | null>(null);
  return (
    <Stack gap="lg">
      <ScopeSelect scope={scope} onChange={setScope} />
      <CalendarSharing person={person} scope={scope} isAlone={false} />
    </Stack>
  );
}

/** The other way round: files of other programs. */
function FromOutside(): ReactNode {
  const { t } = useTranslation();
  const open = useOpenFiles();
  return (
    <section>
      <Title order={3} fz="md">
        {t('settings.calendars.bringIn')}
      </Title>
      <Text fz="sm" c="dimmed" mb="sm">
        {t('settings.calendars.bringInHint')}
      </Text>
      <FileButton multiple accept=".ics,.ical,.icalendar,text/calendar" onChange={(files) => void open(files)}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconFileImport size={17} />}>
            {t('settings.calendars.chooseFiles')}
          </Button>
        )}
      </FileButton>
    </section>
  );
}

type ScopeProps = { readonly scope: CalendarScope | null; readonly onChange: (scope: CalendarScope | null) => void };

function ScopeSelect({ scope, onChange }: ScopeProps): ReactNode {
  const { t } = useTranslation();
  const resources = useDocuments('resources').toSorted(byOrder);
  const locations = useDocuments('locations').toSorted(byOrder);
  const group = (kind: 'resource' | 'location', documents: readonly { id: string; name: string }[]) => ({
    group: t(`settings.calendars.kinds.${kind}`),
    items: documents.map(({ id, name }) => ({ value: `${kind}/${id}`, label: name })),
  });
  return (
    <Select
      label={t('settings.calendars.whose')}
      placeholder={t('settings.calendars.choose')}
      searchable
      limit={80}
      data={[group('location', locations), group('resource', resources)]}
      value={scope === null ? null : `${scope.kind}/${scope.id}`}
      onChange={(value) => {
        const [kind, id] = value?.split('/') ?? [];
        const isKnown = kind === 'resource' || kind === 'location';
        onChange(isKnown && id !== undefined ? { kind, id } : null);
      }}
    />
  );
}
