import { Badge, Button, Text, Title, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '#renderer/replica/desk-context.tsx';
import classes from '#renderer/settings/settings.module.css';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import { RoleNote } from '#renderer/ui/role-note.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Name } from '#renderer/ui/person-name.tsx';

type Kind = 'locations' | 'resources' | 'services';
type ListProps = {
  readonly kind: Kind;
  readonly isEmpty: boolean;
  readonly icon: ReactNode;
  /** Null where nothing can be added yet. */
  readonly onAdd: (() => void) | null;
  readonly children: ReactNode;
};

/** The frame of one section: what it is about, the way to add, and who may. */
export function SettingsList({ kind, isEmpty, icon, onAdd, children }: ListProps): ReactNode {
  const { t } = useTranslation();
  const { mayChange, role } = useMayChange();
  const add = mayChange && onAdd !== null && (
    <Button leftSection={<IconPlus size={16} />} onClick={onAdd} style={{ flexShrink: 0 }}>
      {t(`settings.${kind}.add`)}
    </Button>
  );
  return (
    <div className={classes.inner}>
      <header className={classes.head}>
        <div>
          <Title order={2}>{t(`settings.${kind}.title`)}</Title>
          <Text fz="sm" c="dimmed">
            {t(`settings.${kind}.what`)}
          </Text>
        </div>
        {!isEmpty && add}
      </header>
      {!mayChange && role !== null && <RoleNote>{t('settings.managersOnly', { role: t(`ui.role.${role}`) })}</RoleNote>}
      {isEmpty ? (
        <EmptyState icon={icon} title={t(`settings.${kind}.none`)} text={t(`settings.${kind}.noneWhat`)}>
          {add}
        </EmptyState>
      ) : (
        children
      )}
    </div>
  );
}

type RowProps = {
  readonly collection: Kind;
  readonly document: { readonly id: string; readonly name: string; readonly isActive: boolean };
  readonly color: string | null;
  readonly text: string;
  readonly end: string;
  readonly onOpen: () => void;
};

export function SettingsRow({ collection, document, color, text, end, onOpen }: RowProps): ReactNode {
  const { t } = useTranslation();
  const isPending = useView((view) => view.isPending(collection, document.id));
  return (
    <UnstyledButton className={classes.row} data-inactive={!document.isActive || undefined} onClick={onOpen}>
      {color !== null && <span className={classes.swatch} style={{ backgroundColor: color }} aria-hidden />}
      <span className={classes.rowText}>
        <Text span fw={500} display="block" truncate>
          <Name>{document.name}</Name>
        </Text>
        <Text span fz="xs" c="dimmed" display="block" truncate>
          {text}
        </Text>
      </span>
      <span className={classes.rowEnd}>
        {isPending && <Tag text={t('settings.pending')} />}
        {!document.isActive && <Tag text={t('settings.inactive')} />}
        {end}
      </span>
    </UnstyledButton>
  );
}

function Tag({ text }: { readonly text: string }): ReactNode {
  return (
    <Badge variant="default" tt="none" fw={500} c="dimmed">
      {text}
    </Badge>
  );
}
