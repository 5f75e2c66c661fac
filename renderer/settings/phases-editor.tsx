import {
  ActionIcon,
  Button,
  Group,
  NumberInput,
  Select,
  Stack,
  TagsInput,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { resourceKinds } from '#shared/scheduling/resource.ts';
import type { Need, ServicePhase } from '#shared/scheduling/service.ts';
import classes from '#renderer/settings/settings.module.css';
import { useKnownSkills } from '#renderer/settings/use-known-skills.ts';

type FaultOf = (field: string) => string | null;
type Props = {
  readonly phases: readonly ServicePhase[];
  readonly fault: FaultOf;
  readonly onChange: (phases: ServicePhase[]) => void;
};

/** The parts of a visit in order, each with its length and what it needs. */
export function PhasesEditor({ phases, fault, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const replace = (at: number, phase: ServicePhase): void =>
    onChange(phases.map((one, index) => (index === at ? phase : one)));
  return (
    <Stack gap="xs" mt={6}>
      {phases.map((phase, at) => (
        <PhaseCard
          // Parts have no identity but their place in the visit.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          phase={phase}
          fault={(field) => fault(`phases.${at}.${field}`)}
          onChange={(next) => replace(at, next)}
          onRemove={phases.length < 2 ? null : () => onChange(phases.filter((_, index) => index !== at))}
        />
      ))}
      {phases.length < 12 && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={15} />}
          w="fit-content"
          onClick={() => onChange([...phases, { name: '', minutes: 15, needs: [] }])}
        >
          {t('settings.services.addPhase')}
        </Button>
      )}
    </Stack>
  );
}

type PhaseProps = {
  readonly phase: ServicePhase;
  readonly fault: FaultOf;
  readonly onChange: (phase: ServicePhase) => void;
  readonly onRemove: (() => void) | null;
};

function PhaseCard({ phase, fault, onChange, onRemove }: PhaseProps): ReactNode {
  const { t } = useTranslation();
  const { needs } = phase;
  const replaceNeed = (at: number, need: Need): void =>
    onChange({ ...phase, needs: needs.map((one, index) => (index === at ? need : one)) });
  return (
    <div className={classes.phase}>
      <Group wrap="nowrap" align="flex-start" gap="xs">
        <TextInput
          aria-label={t('settings.services.phaseName')}
          placeholder={t('settings.services.phaseNamePlaceholder')}
          style={{ flex: 1 }}
          value={phase.name}
          error={fault('name')}
          onChange={(event) => onChange({ ...phase, name: event.currentTarget.value })}
        />
        <NumberInput
          aria-label={t('settings.services.minutes')}
          suffix={` ${t('settings.services.minutesUnit')}`}
          w={116}
          min={1}
          max={1440}
          step={5}
          allowDecimal={false}
          value={phase.minutes}
          error={fault('minutes')}
          onChange={(minutes) => onChange({ ...phase, minutes: Number(minutes) })}
        />
        {onRemove !== null && (
          <Tooltip label={t('settings.services.removePhase')}>
            <ActionIcon size={36} aria-label={t('settings.services.removePhase')} onClick={onRemove}>
              <IconTrash size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      {needs.length > 0 && (
        <Text fz="xs" c="dimmed">
          {t('settings.services.needs')}
        </Text>
      )}
      {needs.map((need, at) => (
        // Needs have no identity but their place in the part.
        <NeedRow
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          need={need}
          fault={(field) => fault(`needs.${at}.${field}`)}
          onChange={(next) => replaceNeed(at, next)}
          onRemove={() => onChange({ ...phase, needs: needs.filter((_, index) => index !== at) })}
        />
      ))}
      {needs.length < 10 && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<IconPlus size={14} />}
          w="fit-content"
          onClick={() => onChange({ ...phase, needs: [...needs, { kind: 'room', skills: [], count: 1 }] })}
        >
          {t('settings.services.addNeed')}
        </Button>
      )}
    </div>
  );
}

type NeedProps = {
  readonly need: Need;
  readonly fault: FaultOf;
  readonly onChange: (need: Need) => void;
  readonly onRemove: () => void;
};

function NeedRow({ need, fault, onChange, onRemove }: NeedProps): ReactNode {
  const { t } = useTranslation();
  const known = useKnownSkills();
  return (
    <div className={classes.need}>
      <NumberInput
        aria-label={t('settings.services.needCount')}
        min={1}
        max={10}
        allowDecimal={false}
        value={need.count}
        error={fault('count')}
        onChange={(count) => onChange({ ...need, count: Number(count) })}
      />
      <Select
        aria-label={t('settings.resources.kind')}
        allowDeselect={false}
        data={resourceKinds.map((value) => ({ value, label: t(`settings.resources.kinds.${value}`) }))}
        value={need.kind}
        onChange={(value) => {
          const kind = resourceKinds.find((one) => one === value);
          if (kind !== undefined) onChange({ ...need, kind });
        }}
      />
      <TagsInput
        aria-label={t('settings.services.needSkills')}
        styles={{ inputField: { minWidth: 50 } }}
        placeholder={need.skills.length === 0 ? t('settings.services.needSkills') : ''}
        data={known}
        value={need.skills}
        error={fault('skills')}
        onChange={(skills) => onChange({ ...need, skills })}
      />
      <ActionIcon size={36} aria-label={t('settings.services.removeNeed')} onClick={onRemove}>
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}
