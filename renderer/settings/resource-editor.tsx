import { ColorInput, Group, NumberInput, SegmentedControl, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Resource, resourceFields, type ResourceKind, resourceKinds } from '#shared/scheduling/resource.ts';
import type { CommandInput } from '#shared/commands/registry.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';
import { useAffectedReview } from '#renderer/settings/availability/affected-review.tsx';
import { ActiveAndOrder } from '#renderer/settings/active-and-order.tsx';
import { EditorDrawer } from '#renderer/settings/editor-drawer.tsx';
import { fieldsOf } from '#renderer/settings/fields-of.ts';
import { swatches } from '#renderer/settings/swatches.ts';
import { useKnownSkills } from '#renderer/settings/use-known-skills.ts';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import { WeeklyHoursEditor } from '#renderer/settings/weekly-hours-editor.tsx';
import { useFaultText } from '#renderer/ui/forms/field-fault.ts';
import { useUpsertForm } from '#renderer/ui/forms/use-upsert-form.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';
import { useCurrentLocation, useLocations } from '#renderer/ui/shell/shell-context.tsx';

type Fields = Omit<Resource, 'id' | 'version'>;
type Props = { readonly resource: Resource | null; readonly nextOrder: number; readonly onClose: () => void };

export function ResourceEditor({ resource, nextOrder, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const { mayChange } = useMayChange();
  const locations = useLocations();
  const current = useCurrentLocation();
  const skills = useKnownSkills();
  const desk = useDesk();
  const { review, dialog } = useAffectedReview();
  const [blank] = useState(() => blankResource(current?.id ?? '', nextOrder));
  const form = useUpsertForm<Fields>({
    document: resource === null ? null : { ...fieldsOf(resource), personId: resource.personId ?? null },
    blank,
    schema: resourceFields,
    intent: (input) => ({ name: 'resource.upsert', input: withAffecting(input, desk) }),
    review,
    label: 'settings.undo.resource',
  });
  const fault = useFaultText(form.faults);
  const { values } = form;
  const kinds = useMemo(
    () => resourceKinds.map((value) => ({ value, label: t(`settings.resources.kinds.${value}`) })),
    [t],
  );
  return (
    <EditorDrawer title={resource?.name ?? t('settings.resources.new')} form={form} onClose={onClose}>
      <SegmentedControl<ResourceKind>
        fullWidth
        aria-label={t('settings.resources.kind')}
        data={kinds}
        value={values.kind}
        disabled={!mayChange}
        onChange={(kind) => form.set({ kind })}
      />
      <TextInput
        label={t('settings.name')}
        value={values.name}
        error={fault('name')}
        onChange={(event) => form.set({ name: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label={t('settings.resources.subtitle')}
        description={t('settings.resources.subtitleHint')}
        value={values.title}
        error={fault('title')}
        onChange={(event) => form.set({ title: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <Select
          label={t('settings.resources.location')}
          allowDeselect={false}
          data={locations.map(({ id, name }) => ({ value: id, label: withoutOverrides(name) }))}
          value={values.locationId}
          error={fault('locationId')}
          onChange={(locationId) => locationId !== null && form.set({ locationId })}
        />
        <ColorInput
          label={t('settings.services.color')}
          format="hex"
          swatches={swatches}
          swatchesPerRow={8}
          value={values.color ?? ''}
          error={fault('color')}
          onChange={(color) => form.set({ color: color === '' ? null : color })}
        />
      </Group>
      <NumberInput
        label={t('settings.resources.lanes')}
        description={t('settings.resources.lanesHint')}
        value={values.lanes}
        min={0}
        max={100}
        allowDecimal={false}
        w={160}
        error={fault('lanes')}
        onChange={(lanes) => form.set({ lanes: lanes === '' ? Number.NaN : Number(lanes) })}
      />
      <TagsInput
        label={t('settings.resources.skills')}
        description={t('settings.resources.skillsHint')}
        data={skills}
        value={values.skills}
        error={fault('skills')}
        onChange={(next) => form.set({ skills: next })}
      />
      <Switch
        label={t('settings.resources.ownHours')}
        description={t('settings.resources.ownHoursHint')}
        checked={values.hours !== null}
        onChange={(event) =>
          form.set({
            hours: event.currentTarget.checked
              ? (locations.find(({ id }) => id === values.locationId)?.hours ?? [])
              : null,
          })
        }
      />
      {values.hours !== null && (
        <WeeklyHoursEditor hours={values.hours} isReadOnly={!mayChange} onChange={(hours) => form.set({ hours })} />
      )}
      {values.kind === 'practitioner' && (
        <PersonField personId={values.personId ?? null} onChange={(personId) => form.set({ personId })} />
      )}
      {dialog}
      <ActiveAndOrder values={values} orderFault={fault('order')} onChange={form.set} />
    </EditorDrawer>
  );
}

/** Its bookings are looked at when its hours change. */
function withAffecting(input: CommandInput<'resource.upsert'>, desk: Desk): CommandInput<'resource.upsert'> {
  if (input.was === null || !('hours' in input.set)) return input;
  return { ...input, affecting: { resourceIds: [input.id], from: desk.now(), restoring: [] } };
}

type PersonProps = { readonly personId: string | null; readonly onChange: (personId: string | null) => void };

function PersonField({ personId, onChange }: PersonProps): ReactNode {
  const { t } = useTranslation();
  const people = useDocuments('people').filter((one) => one.role === 'practitioner' && one.isActive);
  return (
    <Select
      label={t('settings.resources.person')}
      description={t('settings.resources.personHint')}
      searchable
      clearable
      data={people.map(({ id, name }) => ({ value: id, label: withoutOverrides(name) }))}
      value={personId}
      onChange={onChange}
    />
  );
}

function blankResource(locationId: string, order: number): Fields {
  return {
    kind: 'practitioner',
    name: '',
    locationId,
    lanes: 1,
    skills: [],
    hours: null,
    title: '',
    color: null,
    order,
    isActive: true,
  };
}
