import { IconAlertTriangle, IconCircleCheck, IconExclamationCircle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from '#renderer/appointments/panel-frame.module.css';

export type Tone = 'info' | 'good' | 'warn' | 'bad';

const icons = { info: IconInfoCircle, good: IconCircleCheck, warn: IconAlertTriangle, bad: IconExclamationCircle };

/** Something that the form has to say about what was entered; read out when it appears. */
export function NoteLine({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }): ReactNode {
  const Icon = icons[tone];
  return (
    <div className={classes.note} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon size={17} stroke={1.8} aria-hidden />
      <div className={classes.noteText}>{children}</div>
    </div>
  );
}
