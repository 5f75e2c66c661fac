import { Kbd } from '@mantine/core';
import { IconClock, IconDeviceHeartMonitor, IconDoor, IconRefresh, IconUser, IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Repair } from '#shared/scheduling/repairs.ts';
import classes from '#renderer/conflicts/conflicts.module.css';
import type { RankedRepair } from '#renderer/conflicts/ranked-repairs.ts';
import { repairText, type RepairWording } from '#renderer/conflicts/repair-text.ts';

const icons: Readonly<Record<Repair['kind'], typeof IconClock>> = {
  'as-wanted': IconRefresh,
  'other-room': IconDoor,
  'other-practitioner': IconUser,
  'other-equipment': IconDeviceHeartMonitor,
  'other-resources': IconUsers,
  'other-time': IconClock,
};

type RepairListProps = {
  readonly repairs: readonly RankedRepair[];
  readonly wording: Omit<RepairWording, 't'>;
  /** Whether the number keys and Enter work here, and so are shown. */
  readonly hasKeys?: boolean;
  readonly onApply: (repair: RankedRepair) => void;
};

/** The ways to place a visit, best first; each one a press. */
export function RepairList({ repairs, wording, hasKeys = false, onApply }: RepairListProps): ReactNode {
  const { t } = useTranslation();
  if (repairs.length === 0) return <p className={classes.noRepairs}>{t('conflicts.repair.none')}</p>;
  return (
    <ol className={classes.repairs} aria-label={t('conflicts.repair.label')}>
      {repairs.map((offered, at) => (
        <li key={`${offered.repair.start} ${offered.repair.swaps.map(({ to }) => to).join()}`}>
          <RepairButton
            offered={offered}
            wording={wording}
            keyName={hasKeys ? String(at + 1) : null}
            isFirst={at === 0}
            onApply={onApply}
          />
        </li>
      ))}
    </ol>
  );
}

type RepairButtonProps = {
  readonly offered: RankedRepair;
  readonly wording: Omit<RepairWording, 't'>;
  readonly keyName: string | null;
  readonly isFirst: boolean;
  readonly onApply: (repair: RankedRepair) => void;
};

function RepairButton({ offered, wording, keyName, isFirst, onApply }: RepairButtonProps): ReactNode {
  const { t } = useTranslation();
  const Icon = icons[offered.repair.kind];
  const { title, detail } = repairText(offered, { ...wording, t });
  return (
    <button
      type="button"
      className={classes.repair}
      data-first={isFirst}
      data-kept={offered.keptFor !== null}
      onClick={() => onApply(offered)}
    >
      <Icon size={18} stroke={1.7} aria-hidden />
      <span className={classes.repairText}>
        <span className={classes.repairTitle}>{title}</span>
        <span className={classes.repairDetail}>{detail}</span>
      </span>
      {keyName !== null && (
        <span className={classes.repairKeys} aria-hidden>
          {isFirst && <Kbd size="xs">↵</Kbd>}
          <Kbd size="xs">{keyName}</Kbd>
        </span>
      )}
    </button>
  );
}
