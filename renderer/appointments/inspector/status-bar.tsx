import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Appointment, appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import { type AppointmentStatus, offeredTransitions } from '#shared/scheduling/appointment-status.ts';
import classes from '#renderer/appointments/inspector/inspector.module.css';
import type { Changes } from '#renderer/appointments/inspector/use-changes.ts';
import { FieldProblem } from '#renderer/appointments/save-problem.tsx';
import { becomeKey, nextStep } from '#renderer/appointments/status-words.ts';
import { useSayGone } from '#renderer/timeline/say-gone.ts';
import { StatusSign } from '#renderer/timeline/status-sign.tsx';
import { useNow } from '#renderer/ui/use-now.ts';

type StatusBarProps = {
  readonly appointment: Appointment;
  readonly changes: Changes;
  readonly onCancel: () => void;
};

/** The next status by one press; every other legal one, and the way back, in the menu beside it. */
export function StatusBar({ appointment, changes, onCancel }: StatusBarProps): ReactNode {
  const { t } = useTranslation();
  const { status } = appointment;
  const offered = offeredTransitions(appointment, useNow(60_000));
  const step = nextStep[status];
  const next = step !== null && offered.includes(step) ? step : null;
  const others = offered.filter((to) => to !== next);
  const sayGone = useSayGone();
  const become = (to: AppointmentStatus): void => {
    if (to === 'cancelled') return onCancel();
    const resourceIds = [...appointmentResourceIds(appointment)];
    const input = { appointmentId: appointment.id, to, seenStatus: status, resourceIds };
    void changes
      .make('status', { name: 'appointment.change-status', input }, 'appointments.undo.status')
      .then((isDone) => isDone && sayGone(appointment, to));
  };
  return (
    <div>
      <div className={classes.status}>
        {next !== null && (
          <Button fullWidth leftSection={<StatusSign look={next} size={16} />} onClick={() => become(next)}>
            {t(becomeKey(status, next))}
          </Button>
        )}
        <Menu position="bottom-end" shadow="md" width={220} offset={4}>
          <Menu.Target>
            <Button variant="default" fullWidth={next === null} px="sm" rightSection={<IconChevronDown size={15} />}>
              {t(next === null ? 'appointments.status.change' : 'appointments.status.more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((to) => (
              <Menu.Item
                key={to}
                color={to === 'cancelled' ? 'red' : undefined}
                leftSection={<StatusSign look={to} size={15} />}
                onClick={() => become(to)}
              >
                {t(becomeKey(status, to))}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      <FieldProblem problem={changes.problemOf('status')} zone={appointment.zone} />
    </div>
  );
}
