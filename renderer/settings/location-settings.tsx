import { Input, Select, Textarea, TextInput } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Location, locationFields } from '#shared/scheduling/location.ts';
import { parseZone, type ZoneId } from '#shared/time/zone.ts';
import { LeaseRulesEditor } from '#renderer/leases/lease-rules-editor.tsx';
import type { CommandInput } from '#shared/commands/registry.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';
import { useAffectedReview } from '#renderer/settings/availability/affected-review.tsx';
import { ActiveAndOrder } from '#renderer/settings/active-and-order.tsx';
import { EditorDrawer } from '#renderer/settings/editor-drawer.tsx';
import { fieldsOf } from '#renderer/settings/fields-of.ts';
import { SettingsList, SettingsRow } from '#renderer/settings/settings-list.tsx';
import classes from '#renderer/settings/settings.module.css';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import { openDay, weekdays } from '#renderer/settings/week.ts';
import { WeeklyHoursEditor } from '#renderer/settings/weekly-hours-editor.tsx';
import { knownZones, zoneLabel } from '#renderer/settings/zones.ts';
import { useFaultText } from '#renderer/ui/forms/field-fault.ts';
import { useUpsertForm } from '#renderer/ui/forms/use-upsert-form.ts';
import { byOrder } from '#renderer/settings/by-order.ts';

type Fields = Omit<Location, 'id' | 'version'>;

export function LocationSettings(): ReactNode {
  const { i18n } = useTranslation();
  const locations = useDocuments('locations').toSorted(byOrder);
  const [open, setOpen] = useState<Location | 'new' | null>(null);
  return (
    <>
      <SettingsList
        kind="locations"
        isEmpty={locations.length === 0}
        icon={<IconBuilding size={44} stroke={1.3} />}
        onAdd={() => setOpen('new')}
      >
        <div className={classes.rows}>
          {locations.map((location) => (
            <SettingsRow
              key={location.id}
              collection="locations"
              document={location}
              color={null}
              text={location.address}
              end={zoneLabel(location.zone, i18n.language)}
              onOpen={() => setOpen(location)}
            />
          ))}
        </div>
      </SettingsList>
      {open !== null && (
        <LocationEditor
          // The live document, so that another desk's change shows while the form is open.
          location={open === 'new' ? null : (locations.find(({ id }) => id === open.id) ?? open)}
          nextOrder={locations.length}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

type EditorProps = { readonly location: Location | null; readonly nextOrder: number; readonly onClose: () => void };

function LocationEditor({ location, nextOrder, onClose }: EditorProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { mayChange } = useMayChange();
  const desk = useDesk();
  const { review, dialog } = useAffectedReview();
  const [blank] = useState(() => blankLocation(nextOrder));
  const form = useUpsertForm<Fields>({
    document: location === null ? null : { ...fieldsOf(location), leaseRules: location.leaseRules ?? [] },
    blank,
    schema: locationFields,
    intent: (input) => ({ name: 'location.upsert', input: withAffecting(input, desk) }),
    review,
    label: 'settings.undo.location',
  });
  const fault = useFaultText(form.faults);
  const { values } = form;
  return (
    <EditorDrawer title={location?.name ?? t('settings.locations.new')} form={form} onClose={onClose}>
      <TextInput
        label={t('settings.name')}
        value={values.name}
        error={fault('name')}
        onChange={(event) => form.set({ name: event.currentTarget.value })}
        data-autofocus
      />
      <Select
        label={t('settings.locations.zone')}
        description={t('settings.locations.zoneHint')}
        searchable
        allowDeselect={false}
        data={knownZones(values.zone).map((zone) => ({ value: zone, label: zoneLabel(zone, i18n.language) }))}
        limit={60}
        nothingFoundMessage={t('settings.locations.zoneNone')}
        value={values.zone}
        error={fault('zone')}
        onChange={(zone) => {
          const parsed = zone === null ? null : parseZone(zone);
          if (parsed !== null) form.set({ zone: parsed });
        }}
      />
      <Textarea
        label={t('settings.locations.address')}
        autosize
        minRows={2}
        value={values.address}
        error={fault('address')}
        onChange={(event) => form.set({ address: event.currentTarget.value })}
      />
      <Input.Wrapper label={t('settings.locations.hours')} labelElement="div">
        <WeeklyHoursEditor hours={values.hours} isReadOnly={!mayChange} onChange={(hours) => form.set({ hours })} />
      </Input.Wrapper>
      {location !== null && (
        <LeaseRulesEditor
          locationId={location.id}
          zone={values.zone}
          rules={values.leaseRules ?? []}
          onChange={(leaseRules) => form.set({ leaseRules })}
        />
      )}
      {dialog}
      <ActiveAndOrder values={values} orderFault={fault('order')} onChange={form.set} />
    </EditorDrawer>
  );
}

/** The bookings of its resources are looked at when its hours change. */
function withAffecting(input: CommandInput<'location.upsert'>, desk: Desk): CommandInput<'location.upsert'> {
  if (input.was === null || !('hours' in input.set)) return input;
  const own = [...desk.view.all('resources').values()].filter(({ locationId }) => locationId === input.id);
  return { ...input, affecting: { resourceIds: own.map(({ id }) => id), from: desk.now(), restoring: [] } };
}

function blankLocation(order: number): Fields {
  const here = parseZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const hours = weekdays.slice(0, 5).reduce(openDay, [] as Fields['hours']); // The empty week's own type is never[].
  // A brand: UTC is a zone on every computer.
  return { name: '', zone: here ?? ('UTC' as ZoneId), address: '', hours, order, isActive: true };
}
