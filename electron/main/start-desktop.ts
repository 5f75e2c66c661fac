import type { DatabaseSync } from 'node:sqlite';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { answerWindows } from '#electron/main/answer-windows.ts';
import { openDeskDatabase } from '#electron/main/desk-database.ts';
import type { DesktopOptions } from '#electron/main/desktop-options.ts';
import type { ElectronPort } from '#electron/main/electron-port.ts';
import { enrolmentCodeAt } from '#electron/main/enrolment-code.ts';
import { lockDown } from '#electron/main/lock-down.ts';
import { menuLabels } from '#electron/main/menu-labels.ts';
import { menuTemplate } from '#electron/main/menu.ts';
import { openWindow } from '#electron/main/open-window.ts';
import { sealedRecords } from '#electron/main/sealed-records.ts';
import { serveApp } from '#electron/main/serve-app.ts';
import { runningServer, runServer, type ServerProcess } from '#electron/main/server-process.ts';
import { sqliteOutbox } from '#electron/main/sqlite-outbox.ts';
import { sqliteRecords } from '#electron/main/sqlite-records.ts';
import { ipcEvents } from '#shared/desktop/ipc-channels.ts';
import { storageFailureReason } from '#shared/desktop/storage-failure.ts';

/** The desktop app: one window on the clinic, its outbox in this process, its server in another. */
export async function startDesktop(electron: ElectronPort, options: DesktopOptions): Promise<void> {
  const { app, protocol } = electron;
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  lockDown(electron, options.developmentUrl);
  await app.whenReady();

  const database = openDatabase(electron);
  if (database === null) return;
  const server = startServer(electron, options);
  protocol.handle('app', serveApp(options.rendererFolder));
  answerWindows(
    electron.ipcMain,
    {
      outbox: sqliteOutbox(database),
      records: sealedRecords(sqliteRecords(database), electron.safeStorage),
      serverAddress: server.address,
    },
    options.developmentUrl,
  );
  setMenu(electron);
  openWindow(electron, options);
  followLifecycle(electron, options);
  quitCleanly(electron, { server, database });
}

/** A desk whose file cannot be opened must not start: it would take bookings that it cannot keep. */
function openDatabase(electron: ElectronPort): DatabaseSync | null {
  const folder = electron.app.getPath('userData');
  try {
    mkdirSync(folder, { recursive: true });
    return openDeskDatabase(join(folder, 'desk.sqlite'));
  } catch (error) {
    const labels = menuLabels(electron.app.getLocale());
    const isNewer = storageFailureReason(error) === 'newer-schema';
    electron.dialog.showErrorBox(...(isNewer ? labels.newerData : labels.brokenData));
    electron.app.exit(1);
    return null;
  }
}

function startServer(electron: ElectronPort, options: DesktopOptions): ServerProcess {
  if (options.serverUrl !== undefined) return runningServer(options.serverUrl, enrolmentCodeAt);
  return runServer({
    fork: (port) =>
      electron.utilityProcess.fork(
        options.serverFile,
        // The last `--port` counts: a restarted server goes back to where the windows know it.
        [...options.serverArguments, ...(port === undefined ? [] : ['--port', port])],
        { serviceName: 'Frontdesk server', stdio: 'pipe', env: environment() },
      ),
    enrolmentCodeAt,
    onAddress: (address) => {
      for (const window of electron.BrowserWindow.getAllWindows()) {
        window.webContents.send(ipcEvents.serverAddress, address);
      }
    },
    log: (line) => process.stdout.write(`${line}\n`),
  });
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function setMenu({ app, BrowserWindow, Menu }: ElectronPort): void {
  const template = menuTemplate({
    labels: menuLabels(app.getLocale()),
    platform: process.platform,
    send: (command) => BrowserWindow.getAllWindows()[0]?.webContents.send(ipcEvents.menuCommand, command),
  });
  // Electron takes only what its own builder made, and only that is given to it.
  Menu.setApplicationMenu(Menu.buildFromTemplate(template) as never);
}

function followLifecycle(electron: ElectronPort, options: DesktopOptions): void {
  const { app, BrowserWindow } = electron;
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(electron, options);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

/** Quitting waits for the server, whose database would otherwise be left behind running. */
function quitCleanly(
  { app }: ElectronPort,
  { server, database }: { server: ServerProcess; database: DatabaseSync },
): void {
  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void server.stop().finally(() => {
      isStopped = true;
      database.close();
      app.quit();
    });
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit());
}
