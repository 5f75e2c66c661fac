import { type ReactNode, useRef } from 'react';
import { unreachable } from '#shared/lib/must.ts';
import { BlockPanel } from '#renderer/appointments/block-panel.tsx';
import { BookingPanel } from '#renderer/appointments/booking-panel.tsx';
import { InspectorPanel } from '#renderer/appointments/inspector-panel.tsx';
import { ErrorBoundary } from '#renderer/ui/error-boundary.tsx';
import classes from '#renderer/ui/shell/app-frame.module.css';
import { useCurrentLocation, useShell, useShellState } from '#renderer/ui/shell/shell-context.tsx';
import type { Panel } from '#renderer/ui/shell/shell-state.ts';
import { WalkInPanel } from '#renderer/walk-ins/walk-in-panel.tsx';

/** The panel beside the screen. Each opening is a new form, so that nothing of the last one is left in it. */
export function Aside(): ReactNode {
  const { close } = useShell();
  const { panel, panelNonce } = useShellState();
  const last = useRef(panelNonce);
  last.current = panelNonce;
  if (panel === null) return null;
  return (
    // Escape is listened for on its way out of whichever field has the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      className={classes.aside}
      onKeyDown={(event) => {
        // An open menu or list inside the panel has taken its Escape already.
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <ErrorBoundary key={panelNonce}>
        <PanelContent panel={panel} opening={panelNonce} isLast={() => last.current === panelNonce} />
      </ErrorBoundary>
    </aside>
  );
}

type PanelContentProps = {
  readonly panel: Panel;
  readonly opening: number;
  /** No other panel was opened since. */
  readonly isLast: () => boolean;
};

function PanelContent({ panel, opening, isLast }: PanelContentProps): ReactNode {
  const { close: closeAny, onTimeline, open, reveal } = useShell();
  const location = useCurrentLocation();
  const close = (): void => closeAny(opening);
  const showBooked = (appointmentId: string): void => {
    close();
    if (isLast()) onTimeline((timeline) => timeline.showAppointment(appointmentId));
  };
  switch (panel.kind) {
    case 'booking':
      return <BookingPanel draft={panel.draft} onClose={close} onBooked={showBooked} />;
    case 'inspector':
      return (
        <InspectorPanel
          appointmentId={panel.appointmentId}
          onClose={close}
          onOpenAppointment={reveal}
          onFollow={(appointmentId) => open({ kind: 'inspector', appointmentId })}
        />
      );
    case 'walk-in':
      return <WalkInPanel locationId={location?.id} onClose={close} onBooked={showBooked} />;
    case 'block':
      return <BlockPanel draft={panel.draft} onClose={close} onSaved={close} />;
    default:
      return unreachable(panel);
  }
}
