import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type {
  ChildPort,
  ContentsPort,
  ElectronPort,
  FramePort,
  IpcListener,
  MenuItem,
  WindowOptions,
  WindowPort,
} from '#electron/main/electron-port.ts';

/** A server process that says what a test tells it to. */
export class ChildDouble extends EventEmitter implements ChildPort {
  readonly pid = 4711;
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly messages: unknown[] = [];
  readonly args: readonly string[];
  hasBeenKilled = false;

  constructor(args: readonly string[] = []) {
    super();
    this.args = args;
  }

  postMessage(message: unknown): void {
    this.messages.push(message);
  }

  kill(): boolean {
    this.hasBeenKilled = true;
    this.emit('exit', 143);
    return true;
  }
}

export class ContentsDouble extends EventEmitter implements ContentsPort {
  readonly sent: unknown[][] = [];
  windowOpenHandler: (() => { action: 'deny' }) | undefined;
  prints = 0;

  send(...message: unknown[]): void {
    this.sent.push(message);
  }

  print(_options: unknown, done: () => void): void {
    this.prints += 1;
    done();
  }

  setWindowOpenHandler(handler: () => { action: 'deny' }): void {
    this.windowOpenHandler = handler;
  }
}

export class WindowDouble extends EventEmitter implements WindowPort {
  static all: WindowDouble[] = [];
  static getAllWindows = (): readonly WindowDouble[] => WindowDouble.all;
  readonly webContents = new ContentsDouble();
  readonly options: WindowOptions;
  readonly calls: string[] = [];
  url = '';

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    WindowDouble.all.push(this);
  }

  loadURL(url: string): Promise<void> {
    this.url = url;
    return Promise.resolve();
  }

  show = () => void this.calls.push('show');
  focus = () => void this.calls.push('focus');
  restore = () => void this.calls.push('restore');
  maximize = () => void this.calls.push('maximize');
  isMinimized = () => true;
  isMaximized = () => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1_000, height: 700 });
}

export type ElectronDouble = {
  readonly electron: ElectronPort;
  readonly app: EventEmitter;
  readonly calls: string[];
  readonly channels: Map<string, IpcListener>;
  readonly children: ChildDouble[];
  readonly schemes: Map<string, (request: Request) => Promise<Response>>;
  readonly permissions: ((permission: string) => boolean)[];
  readonly menus: MenuItem[][];
  readonly windows: () => readonly WindowDouble[];
};

export type ElectronDoubleOptions = {
  readonly userData: string;
  readonly isFirstInstance?: boolean;
  readonly locale?: string;
};

/** Electron as far as `ElectronPort` goes, in plain Node. Electron is not our code; everything behind the port is real. */
export function electronDouble({
  userData,
  isFirstInstance = true,
  locale = 'en',
}: ElectronDoubleOptions): ElectronDouble {
  WindowDouble.all = [];
  const calls: string[] = [];
  const channels = new Map<string, IpcListener>();
  const children: ChildDouble[] = [];
  const schemes = new Map<string, (request: Request) => Promise<Response>>();
  const permissions: ((permission: string) => boolean)[] = [];
  const menus: MenuItem[][] = [];
  const app = Object.assign(new EventEmitter(), {
    requestSingleInstanceLock: () => isFirstInstance,
    whenReady: () => Promise.resolve(),
    quit: () => {
      calls.push('quit');
      app.emit('before-quit', { preventDefault: () => calls.push('quit prevented') });
    },
    exit: (code: number) => void calls.push(`exit ${code}`),
    getLocale: () => locale,
    getPath: () => userData,
  });
  const electron: ElectronPort = {
    app,
    BrowserWindow: WindowDouble,
    Menu: { buildFromTemplate: (template) => menus.push(template), setApplicationMenu: () => undefined },
    protocol: {
      registerSchemesAsPrivileged: (list) => list.forEach(({ scheme }) => calls.push(`scheme ${scheme}`)),
      handle: (scheme, handler) => void schemes.set(scheme, handler),
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler) =>
          permissions.push((permission) => {
            let isGranted = true;
            handler(null, permission, (granted) => (isGranted = granted));
            return isGranted;
          }),
        setPermissionCheckHandler: (handler) => permissions.push(handler),
      },
    },
    ipcMain: { handle: (channel, listener) => void channels.set(channel, listener) },
    utilityProcess: {
      fork: (_path, args) => {
        const child = new ChildDouble(args);
        children.push(child);
        return child;
      },
    },
    safeStorage: {
      isEncryptionAvailable: () => true,
      encryptString: (text) => Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a) as Buffer, // A Buffer maps to a Buffer.
      decryptString: (bytes) => Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString('utf8'),
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1_920, height: 1_080 } }] },
    shell: { openExternal: (url) => Promise.resolve(void calls.push(`open ${url}`)) },
    dialog: { showErrorBox: (title) => void calls.push(`error ${title}`) },
  };
  return { electron, app, calls, channels, children, schemes, permissions, menus, windows: WindowDouble.getAllWindows };
}

export const ownFrame: FramePort = { url: 'app://frontdesk/', parent: null };
