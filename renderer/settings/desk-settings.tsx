import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { IconDeviceDesktop, IconFileImport } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deskKind, LONGEST_DESK_NAME } from '#shared/scheduling/desk-name.ts';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import classes from '#renderer/settings/settings.module.css';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import { notify } from '#renderer/ui/notice.tsx';
import { Name, withoutOverrides } from '#renderer/ui/person-name.tsx';
import { RoleNote } from '#renderer/ui/role-note.tsx';
import { useSubmissionNotice } from '#renderer/ui/submission-notice.ts';

type NamedDesk = { readonly id: string; readonly name: string };

/** The clinic's desks; a manager gives them names that colleagues know. */
export function DeskSettings(): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const { mayChange, role } = useMayChange();
  const { desks } = useStore(desk.leases);
  const sorted = desks.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  const isComputer = ({ id, name }: NamedDesk): boolean => id === desk.deskId() || deskKind(name) === 'computer';
  const computers = sorted.filter(isComputer);
  const others = sorted.filter((one) => !isComputer(one));
  return (
    <div className={classes.inner}>
      <header>
        <Title order={2}>{t('settings.desks.title')}</Title>
        <Text fz="sm" c="dimmed">
          {t('settings.desks.what')}
        </Text>
      </header>
      {role !== null && !mayChange && <RoleNote>{t('settings.managersOnly', { role: t(`ui.role.${role}`) })}</RoleNote>}
      {sorted.length === 0 && <Text c="dimmed">{t('settings.desks.none')}</Text>}
      <div role="list" aria-label={t('settings.desks.title')} className={classes.rows}>
        {computers.map((one) => (
          <DeskRow key={one.id} one={one} isHere={one.id === desk.deskId()} mayChange={mayChange} />
        ))}
      </div>
      {others.length > 0 && <Others desks={others} />}
    </div>
  );
}

/** Their names stand with bookings, so that they are explained; nobody sits there, so nobody renames them. */
function Others({ desks }: { readonly desks: readonly NamedDesk[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <section>
      <Title order={3} fz="sm" c="dimmed" mb={8}>
        {t('settings.desks.others')}
      </Title>
      <div role="list" aria-label={t('settings.desks.others')} className={classes.rows}>
        {desks.map(({ id, name }) => (
          <div key={id} role="listitem" className={classes.row}>
            <IconFileImport size={18} stroke={1.6} aria-hidden />
            <span className={classes.rowText}>
              <Text span fw={500}>
                <Name>{name}</Name>
              </Text>
              <Text span fz="xs" c="dimmed" ml={8}>
                {t(`settings.desks.kind.${deskKind(name)}`)}
              </Text>
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}

type RowProps = { readonly one: NamedDesk; readonly isHere: boolean; readonly mayChange: boolean };

function DeskRow({ one, isHere, mayChange }: RowProps): ReactNode {
  const { t } = useTranslation();
  const [isEditing, setIsEditing] = useState(false);
  const renameRef = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setIsEditing(false);
    // The button is drawn again in the next step.
    setTimeout(() => renameRef.current?.focus(), 0);
  };
  return (
    <div role="listitem" className={classes.row}>
      <IconDeviceDesktop size={18} stroke={1.6} aria-hidden />
      {isEditing ? (
        <RenameForm one={one} onClose={close} />
      ) : (
        <>
          <span className={classes.rowText}>
            <Text span fw={500} truncate>
              <Name>{one.name}</Name>
            </Text>
            {isHere && (
              <Text span fz="xs" c="dimmed" ml={8}>
                {t('settings.desks.thisDesk')}
              </Text>
            )}
          </span>
          {mayChange && (
            <Button
              ref={renameRef}
              variant="default"
              size="xs"
              aria-label={t('settings.desks.renameOne', { name: withoutOverrides(one.name) })}
              onClick={() => setIsEditing(true)}
            >
              {t('settings.desks.rename')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

/** Enter saves and Escape keeps the old name. The server's word comes back to every desk, this one too. */
function RenameForm({ one, onClose }: { readonly one: NamedDesk; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const tell = useSubmissionNotice();
  const [name, setName] = useState(one.name);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '' || wanted === one.name) return onClose();
    const submission = await desk.submit({ name: 'desk.rename', input: { deskId: one.id, name: wanted } });
    if (submission.kind !== 'saved') return void tell(submission);
    // Without an Undo: it would take back what was done before this.
    notify({ tone: 'done', text: t('settings.desks.renamed', { name: withoutOverrides(wanted) }) });
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <Group component="form" gap={8} wrap="nowrap" style={{ flex: 1 }} onSubmit={(event) => void save(event)}>
      <TextInput
        style={{ flex: 1 }}
        aria-label={t('settings.desks.name')}
        value={name}
        maxLength={LONGEST_DESK_NAME}
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button type="submit" size="sm" disabled={name.trim() === ''}>
        {t('settings.desks.save')}
      </Button>
      <Button type="button" size="sm" variant="subtle" color="gray" onClick={onClose}>
        {t('settings.desks.cancel')}
      </Button>
    </Group>
  );
}
