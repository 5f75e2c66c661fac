import { Button, Input, MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeaseOverview } from '#shared/replication/leases.ts';
import type { LeaseRule } from '#shared/scheduling/lease.ts';
import { type Resource, resourceKinds } from '#shared/scheduling/resource.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { HeldNow } from '#renderer/leases/held-now.tsx';
import classes from '#renderer/leases/leases.module.css';
import { deskKind } from '#shared/scheduling/desk-name.ts';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';
import { byOrder } from '#renderer/settings/by-order.ts';

type Props = {
  readonly locationId: string;
  readonly zone: ZoneId;
  readonly rules: readonly LeaseRule[];
  readonly onChange: (rules: LeaseRule[]) => void;
};

/** Which of a location's time is kept for which desk, and what is kept now. */
export function LeaseRulesEditor({ locationId, zone, rules, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const overview = useOverview();
  const resources = useDocuments('resources').filter((one) => one.locationId === locationId && one.isActive);
  const desks = overview.data?.desks ?? [];
  const first = desks.find(({ isThisDesk }) => isThisDesk) ?? desks.find(({ name }) => deskKind(name) === 'computer');
  const change = (at: number, patch: Partial<LeaseRule>): void =>
    onChange(rules.map((rule, index) => (index === at ? { ...rule, ...patch } : rule)));
  const add = (): void => {
    const resource = resources.toSorted(byOrder).find(({ kind }) => kind === 'room') ?? resources[0];
    if (first === undefined || resource === undefined) return;
    onChange([...rules, { deskId: first.id, resourceIds: [resource.id], days: 2, lastsMinutes: null }]);
  };
  return (
    <Input.Wrapper
      label={t('leases.rules')}
      description={t('leases.rulesHint')}
      labelElement="div"
      inputWrapperOrder={['label', 'description', 'input']}
    >
      <div className={classes.list} style={{ marginTop: 8 }}>
        {rules.map((rule, at) => (
          <RuleFields
            // Rules have no ids; they only ever change in place or leave.
            key={at} // oxlint-disable-line react/no-array-index-key
            rule={rule}
            desks={desks}
            resources={resources}
            onChange={(patch) => change(at, patch)}
            onRemove={() => onChange(rules.filter((_, index) => index !== at))}
          />
        ))}
        <div>
          <Button variant="default" size="xs" onClick={add} disabled={first === undefined || resources.length === 0}>
            {t('leases.add')}
          </Button>
        </div>
        {overview.isError && <Input.Description>{t('leases.noServer')}</Input.Description>}
        {overview.data !== undefined && (
          <HeldNow overview={overview.data} zone={zone} onEnded={() => void overview.refetch()} />
        )}
      </div>
    </Input.Wrapper>
  );
}

/** Asked anew whenever this desk hears of other leases: after a rule was saved it takes a moment until they are granted. */
function useOverview() {
  const desk = useDesk();
  const asked = useQuery({ queryKey: ['leases'], queryFn: () => desk.leaseOverview(), retry: false, staleTime: 0 });
  const { refetch } = asked;
  useEffect(() => desk.leases.subscribe(() => void refetch()), [desk, refetch]);
  return asked;
}

type RuleProps = {
  readonly rule: LeaseRule;
  readonly desks: LeaseOverview['desks'];
  readonly resources: readonly Resource[];
  readonly onChange: (patch: Partial<LeaseRule>) => void;
  readonly onRemove: () => void;
};

function RuleFields({ rule, desks, resources, onChange, onRemove }: RuleProps): ReactNode {
  const { t } = useTranslation();
  // Nobody sits where the demo or an import came from.
  const offered = desks.filter(({ id, name }) => deskKind(name) === 'computer' || id === rule.deskId);
  const named = offered.map(({ id, name, isThisDesk }) => ({
    value: id,
    label: isThisDesk ? t('leases.thisDesk', { name }) : name,
  }));
  const isKnown = desks.some(({ id }) => id === rule.deskId);
  const known = isKnown ? named : [...named, { value: rule.deskId, label: t('leases.unknownDesk') }];
  return (
    <div className={classes.rule}>
      <Select
        className={classes.wide}
        label={t('leases.desk')}
        data={known}
        value={rule.deskId}
        allowDeselect={false}
        onChange={(deskId) => deskId !== null && onChange({ deskId })}
      />
      <MultiSelect
        className={classes.wide}
        label={t('leases.resources')}
        data={byKind(resources, t)}
        value={rule.resourceIds}
        searchable
        hidePickedOptions
        classNames={{ inputField: classes.pills ?? '' }}
        // A rule without any is taken away instead.
        onChange={(resourceIds) => resourceIds.length > 0 && onChange({ resourceIds })}
      />
      <Select
        label={t('leases.days')}
        data={[1, 2, 3, 5, 7, 14].map((days) => ({ value: String(days), label: daysLabel(days, t) }))}
        value={String(rule.days)}
        allowDeselect={false}
        onChange={(days) => onChange({ days: Number(days) })}
      />
      <Select
        label={t('leases.lasts')}
        data={[
          { value: 'day', label: t('leases.lastsDay') },
          ...[1, 2, 4, 8, 12, 24].map((count) => ({
            value: String(count * 60),
            label: t('leases.lastsHours', { count }),
          })),
        ]}
        value={rule.lastsMinutes === null ? 'day' : String(rule.lastsMinutes)}
        allowDeselect={false}
        onChange={(lasts) => onChange({ lastsMinutes: lasts === 'day' ? null : Number(lasts) })}
      />
      <div className={classes.foot}>
        <Button variant="subtle" color="gray" size="compact-xs" onClick={onRemove}>
          {t('leases.remove')}
        </Button>
      </div>
    </div>
  );
}

function byKind(resources: readonly Resource[], t: ReturnType<typeof useTranslation>['t']) {
  return resourceKinds.map((kind) => ({
    group: t(`settings.resources.plural.${kind}`),
    items: resources
      .filter((one) => one.kind === kind)
      .toSorted(byOrder)
      .map(({ id, name }) => ({ value: id, label: name })),
  }));
}

function daysLabel(days: number, t: ReturnType<typeof useTranslation>['t']): string {
  if (days === 1) return t('leases.daysToday');
  return days === 2 ? t('leases.daysTomorrow') : t('leases.daysMore', { count: days - 1 });
}
