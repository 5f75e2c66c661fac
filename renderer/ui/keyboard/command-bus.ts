import type { AppCommand } from '#renderer/ui/keyboard/keymap.ts';

/** Whoever was registered last answers first; one that returns false passes the command on. */
export type CommandHandler = () => void | false;

/** The one place where keys, the native menu and buttons meet those who do the work. */
export type CommandBus = {
  handle(command: AppCommand, handler: CommandHandler): () => void;
  /** Whether somebody did it. */
  dispatch(command: AppCommand): boolean;
};

export function createCommandBus(): CommandBus {
  const handlers = new Map<AppCommand, readonly CommandHandler[]>();
  return {
    handle: (command, handler) => {
      handlers.set(command, [handler, ...(handlers.get(command) ?? [])]);
      return () =>
        handlers.set(
          command,
          (handlers.get(command) ?? []).filter((one) => one !== handler),
        );
    },
    dispatch: (command) => (handlers.get(command) ?? []).some((handler) => handler() !== false),
  };
}
