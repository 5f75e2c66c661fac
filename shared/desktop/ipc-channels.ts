/** The named channels between a window and the main process; there are no others. */
export const ipcChannels = {
  outboxAppend: 'outbox.append',
  outboxEntries: 'outbox.entries',
  outboxRecordAttempt: 'outbox.record-attempt',
  outboxRecordVerdicts: 'outbox.record-verdicts',
  outboxDismiss: 'outbox.dismiss',
  outboxOfferAgain: 'outbox.offer-again',
  outboxPrune: 'outbox.prune',
  recordsRead: 'records.read',
  recordsWrite: 'records.write',
  recordsRemove: 'records.remove',
  serverAddress: 'server.address',
  print: 'window.print',
} as const;
export type IpcChannel = (typeof ipcChannels)[keyof typeof ipcChannels];

/** From the main process to the window. */
export const ipcEvents = { serverAddress: 'server.address-changed', menuCommand: 'menu.command' } as const;

export const desktopOrigin = 'app://frontdesk';
