import { IconDoor } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Resource, resourceKinds } from '#shared/scheduling/resource.ts';
import { useDocuments } from '#renderer/replica/desk-context.tsx';
import { byOrder } from '#renderer/settings/by-order.ts';
import { ResourceEditor } from '#renderer/settings/resource-editor.tsx';
import { SettingsList, SettingsRow } from '#renderer/settings/settings-list.tsx';
import classes from '#renderer/settings/settings.module.css';
import { useLocations } from '#renderer/ui/shell/shell-context.tsx';

export function ResourceSettings(): ReactNode {
  const { t } = useTranslation();
  const locations = useLocations();
  const resources = useDocuments('resources').toSorted(byOrder);
  const [open, setOpen] = useState<Resource | 'new' | null>(null);
  const add = locations.length === 0 ? null : () => setOpen('new');
  const groups = resourceKinds
    .map((kind) => ({ kind, members: resources.filter((one) => one.kind === kind) }))
    .filter(({ members }) => members.length > 0);
  return (
    <>
      <SettingsList
        kind="resources"
        isEmpty={resources.length === 0}
        icon={<IconDoor size={44} stroke={1.3} />}
        onAdd={add}
      >
        {groups.map(({ kind, members }) => (
          <div key={kind} className={classes.group}>
            <h3 className={classes.groupTitle}>{t(`settings.resources.plural.${kind}`)}</h3>
            <div className={classes.rows}>
              {members.map((resource) => (
                <ResourceRow key={resource.id} resource={resource} onOpen={() => setOpen(resource)} />
              ))}
            </div>
          </div>
        ))}
      </SettingsList>
      {open !== null && (
        <ResourceEditor
          resource={open === 'new' ? null : (resources.find(({ id }) => id === open.id) ?? open)}
          nextOrder={resources.length}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function ResourceRow({ resource, onOpen }: { readonly resource: Resource; readonly onOpen: () => void }): ReactNode {
  const { t } = useTranslation();
  const locations = useLocations();
  const location = locations.find(({ id }) => id === resource.locationId)?.name ?? '';
  const lanes =
    resource.lanes === 0
      ? t('settings.resources.closed')
      : t('settings.resources.lanesShort', { count: resource.lanes });
  return (
    <SettingsRow
      collection="resources"
      document={resource}
      color={resource.color ?? 'var(--fd-line-strong)'}
      text={[resource.title, resource.skills.join(', ')].filter((part) => part !== '').join(' · ')}
      end={[...(resource.lanes === 1 ? [] : [lanes]), location].filter((part) => part !== '').join(' · ')}
      onOpen={onOpen}
    />
  );
}
