import { useTranslation } from 'react-i18next';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { useCommand } from '#renderer/ui/keyboard/keyboard.tsx';
import { notify } from '#renderer/ui/notice.tsx';
import { useShell, useShellState } from '#renderer/ui/shell/shell-context.tsx';
import { useStepNotice } from '#renderer/ui/submission-notice.ts';

/** What the app does for keys, the native menu and the bar, wherever the person is. */
export function useAppCommands(): void {
  useBookingCommands();
  useTimelineCommands();
  useHistoryCommands();
  const shell = useShell();
  const desk = useDesk();
  useCommand('show-timeline', () => shell.show('timeline'));
  useCommand('show-clients', () => shell.show('clients'));
  useCommand('show-conflicts', () => shell.show('conflicts'));
  useCommand('show-import', () => shell.show('import'));
  useCommand('show-settings', () => shell.show('settings'));
  useCommand('lock', () => desk.lock());
  useCommand('print', () => void (window.frontdesk?.print() ?? window.print()));
}

function useBookingCommands(): void {
  const shell = useShell();
  const { panel, locationId } = useShellState();
  useCommand('new-appointment', () => shell.book(locationId === null ? {} : { locationId }));
  useCommand('walk-in', () => shell.open({ kind: 'walk-in' }));
  useCommand('close-panel', () => (panel === null ? false : shell.close()));
}

function useTimelineCommands(): void {
  const { onTimeline } = useShell();
  const { place } = useShellState();
  const isShown = place.screen === 'timeline';
  useCommand('today', () => onTimeline((timeline) => timeline.today()));
  useCommand('previous', () => (isShown ? onTimeline((timeline) => timeline.previous()) : false));
  useCommand('next', () => (isShown ? onTimeline((timeline) => timeline.next()) : false));
  useCommand('day-view', () => (isShown ? onTimeline((timeline) => timeline.showSpan('day')) : false));
  useCommand('week-view', () => (isShown ? onTimeline((timeline) => timeline.showSpan('week')) : false));
}

function useHistoryCommands(): void {
  const { t } = useTranslation();
  const desk = useDesk();
  const tellStep = useStepNotice();
  const step = async (way: 'undo' | 'redo'): Promise<void> => {
    const { undoLabel, redoLabel } = desk.history.get();
    const label = way === 'undo' ? undoLabel : redoLabel;
    if (label === null)
      return notify({ tone: 'done', text: t(way === 'undo' ? 'ui.bar.nothingToUndo' : 'ui.bar.nothingToRedo') });
    tellStep(way === 'undo' ? await desk.undo() : await desk.redo(), { way, label });
  };
  useCommand('undo', () => void step('undo'));
  useCommand('redo', () => void step('redo'));
}
