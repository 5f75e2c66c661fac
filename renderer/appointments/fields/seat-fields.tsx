import { Select } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '#shared/scheduling/assign-phases.ts';
import { candidatesFor, type Seat } from '#shared/scheduling/candidates.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import classes from '#renderer/appointments/panel-frame.module.css';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

type SeatFieldsProps = {
  readonly seats: readonly Seat[];
  readonly assignment: Assignment;
  /** The places that somebody is chosen for by name. */
  readonly chosen: ReadonlyMap<string, string>;
  readonly locationId: string;
  readonly resources: readonly Resource[];
  readonly onSeat: (key: string, resourceId: string | null) => void;
};

const ANYONE = 'anyone';

/** Who and what the visit needs: one field for each place, with "anyone free" until somebody is named. */
export function SeatFields({ seats, assignment, chosen, locationId, resources, onSeat }: SeatFieldsProps): ReactNode {
  return (
    <div className={classes.section}>
      {seats.map((seat) => (
        <SeatField
          key={seat.key}
          seat={seat}
          chosenId={chosen.get(seat.key) ?? null}
          givenId={assignment.filled.get(seat.key) ?? null}
          locationId={locationId}
          resources={resources}
          onSeat={(id) => onSeat(seat.key, id)}
        />
      ))}
    </div>
  );
}

type SeatFieldProps = {
  readonly seat: Seat;
  readonly chosenId: string | null;
  /** Who would be taken now. */
  readonly givenId: string | null;
  readonly locationId: string;
  readonly resources: readonly Resource[];
  readonly onSeat: (resourceId: string | null) => void;
};

function SeatField({ seat, chosenId, givenId, locationId, resources, onSeat }: SeatFieldProps): ReactNode {
  const { t } = useTranslation();
  const data = useMemo(() => {
    const fitting = candidatesFor(seat, locationId, resources);
    const chosen = resources.filter(({ id }) => id === chosenId && !fitting.some((one) => one.id === id));
    return [...fitting, ...chosen].map(({ id, name }) => ({ value: id, label: withoutOverrides(name) }));
  }, [seat, locationId, resources, chosenId]);
  const given = withoutOverrides(resources.find(({ id }) => id === givenId)?.name ?? '');
  const anyone =
    given === ''
      ? t(`appointments.seat.anyone.${seat.kind}`)
      : t('appointments.seat.anyNow', { any: t(`appointments.seat.anyone.${seat.kind}`), name: given });
  const skills = seat.skills.join(', ');
  return (
    <Select
      label={t(`appointments.seat.${seat.kind}`)}
      description={skills === '' ? undefined : t('appointments.seat.skills', { skills })}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      error={data.length === 0 ? t('appointments.seat.nobody') : null}
      data={[{ value: ANYONE, label: anyone }, ...data]}
      value={chosenId ?? ANYONE}
      onChange={(id) => onSeat(id === ANYONE ? null : id)}
      allowDeselect={false}
      searchable
      selectFirstOptionOnChange
      comboboxProps={{ shadow: 'md', offset: 4 }}
    />
  );
}
