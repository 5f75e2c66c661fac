import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from 'react';
import type { MenuCommand } from '#shared/desktop/desktop-api.ts';
import { must } from '#shared/lib/must.ts';
import { type CommandBus, type CommandHandler, createCommandBus } from '#renderer/ui/keyboard/command-bus.ts';
import { type AppCommand, commandForKey } from '#renderer/ui/keyboard/keymap.ts';
import { focusPlace } from '#renderer/ui/keyboard/focus-place.ts';

const BusContext = createContext<CommandBus | null>(null);

/** Listens to the window's keys and to the native menu, and tells those who called `useCommand`. */
export function KeyboardProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [bus] = useState(createCommandBus);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = commandForKey(event, focusPlace(event.target));
      if (command !== null && bus.dispatch(command)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    const leaveMenu = window.frontdesk?.onMenuCommand((command) => fromMenu(command, bus));
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      leaveMenu?.();
    };
  }, [bus]);
  return <BusContext value={bus}>{children}</BusContext>;
}

/** The menu's Undo means the typing while somebody types, as in every other program. */
function fromMenu(command: MenuCommand, bus: CommandBus): void {
  const isOfText = command === 'undo' || command === 'redo';
  if (isOfText && focusPlace(document.activeElement) === 'field') document.execCommand(command);
  else bus.dispatch(command);
}

export function useCommandBus(): CommandBus {
  return must(useContext(BusContext), 'useCommandBus() is called outside of <KeyboardProvider>');
}

/** Does `handler` whenever a key, the menu or a button asks for `command`, while this component is shown. */
export function useCommand(command: AppCommand, handler: CommandHandler): void {
  const bus = useCommandBus();
  const onCommand = useEffectEvent(handler);
  useEffect(() => bus.handle(command, () => onCommand()), [bus, command]);
}
