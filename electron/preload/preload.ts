import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopApi } from '#shared/desktop/desktop-api.ts';
import { ipcChannels as channels, ipcEvents } from '#shared/desktop/ipc-channels.ts';

/** The listener never gets Electron's event: through its `sender` a page could reach any channel. */
function listen<Value>(channel: string, listener: (value: Value) => void): () => void {
  const forward = (_event: unknown, value: Value) => listener(value);
  ipcRenderer.on(channel, forward);
  return () => ipcRenderer.off(channel, forward);
}

contextBridge.exposeInMainWorld('frontdesk', {
  apiVersion: 1,
  outbox: {
    append: (draft) => ipcRenderer.invoke(channels.outboxAppend, draft),
    entries: (sinceSequence) => ipcRenderer.invoke(channels.outboxEntries, sinceSequence),
    recordAttempt: (commandIds) => ipcRenderer.invoke(channels.outboxRecordAttempt, commandIds),
    recordVerdicts: (verdicts) => ipcRenderer.invoke(channels.outboxRecordVerdicts, verdicts),
    dismiss: (commandId, personId) => ipcRenderer.invoke(channels.outboxDismiss, commandId, personId),
    offerAgain: (sinceSequence) => ipcRenderer.invoke(channels.outboxOfferAgain, sinceSequence),
    prune: (belowSequence) => ipcRenderer.invoke(channels.outboxPrune, belowSequence),
  },
  records: {
    read: (key) => ipcRenderer.invoke(channels.recordsRead, key),
    write: (key, value) => ipcRenderer.invoke(channels.recordsWrite, key, value),
    remove: (key) => ipcRenderer.invoke(channels.recordsRemove, key),
  },
  serverAddress: () => ipcRenderer.invoke(channels.serverAddress),
  onServerAddress: (listener) => listen(ipcEvents.serverAddress, listener),
  onMenuCommand: (listener) => listen(ipcEvents.menuCommand, listener),
  print: () => ipcRenderer.invoke(channels.print),
} satisfies DesktopApi);
