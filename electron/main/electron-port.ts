/**
 * As much of Electron as the desktop uses, in its own words. The real module fits it (`main.ts` proves that to the
 * compiler), and so does a double in plain Node, where importing `electron` would start a download.
 */
export type ElectronPort = {
  readonly app: AppPort;
  readonly BrowserWindow: { new (options: WindowOptions): WindowPort; getAllWindows(): readonly WindowPort[] };
  readonly Menu: { buildFromTemplate(template: MenuItem[]): unknown; setApplicationMenu(menu: never): void };
  readonly protocol: ProtocolPort;
  readonly session: { readonly defaultSession: SessionPort };
  readonly ipcMain: { handle(channel: string, listener: IpcListener): void };
  readonly utilityProcess: { fork(path: string, args: string[], options: ForkOptions): ChildPort };
  readonly safeStorage: SafeStoragePort;
  readonly screen: { getAllDisplays(): readonly { readonly workArea: Bounds }[] };
  readonly shell: { openExternal(url: string): Promise<void> };
  readonly dialog: { showErrorBox(title: string, content: string): void };
};

export type AppPort = {
  requestSingleInstanceLock(): boolean;
  whenReady(): Promise<unknown>;
  quit(): void;
  exit(code: number): void;
  getLocale(): string;
  getPath(name: 'userData'): string;
  on(event: 'second-instance' | 'activate' | 'window-all-closed', listener: () => void): unknown;
  on(event: 'before-quit', listener: (event: Preventable) => void): unknown;
  on(event: 'web-contents-created', listener: (event: unknown, contents: ContentsPort) => void): unknown;
};

export type Preventable = { preventDefault(): void };
export type Bounds = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type WindowOptions = {
  width: number;
  height: number;
  x?: number;
  y?: number;
  minWidth: number;
  minHeight: number;
  show: boolean;
  backgroundColor: string;
  title: string;
  webPreferences: {
    preload: string;
    contextIsolation: true;
    sandbox: true;
    nodeIntegration: false;
    webviewTag: false;
    spellcheck: boolean;
  };
};

export type WindowPort = {
  readonly webContents: ContentsPort;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  restore(): void;
  maximize(): void;
  isMinimized(): boolean;
  isMaximized(): boolean;
  getNormalBounds(): Bounds;
  on(event: 'close' | 'ready-to-show', listener: () => void): unknown;
};

export type ContentsPort = {
  send(channel: string, ...args: unknown[]): void;
  print(options: { silent: boolean; printBackground: boolean }, done: () => void): void;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect',
    listener: (event: NavigationEvent) => void,
  ): unknown;
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown;
};

export type NavigationEvent = Preventable & { readonly url: string };
export type FramePort = { readonly url: string; readonly parent: unknown };
export type IpcEvent = { readonly sender: ContentsPort; readonly senderFrame: FramePort | null };
export type IpcListener = (event: IpcEvent, ...args: unknown[]) => unknown;

export type MenuItem = {
  label?: string;
  role?:
    | 'quit'
    | 'cut'
    | 'copy'
    | 'paste'
    | 'selectAll'
    | 'togglefullscreen'
    | 'zoomIn'
    | 'zoomOut'
    | 'resetZoom'
    | 'minimize'
    | 'close'
    | 'appMenu';
  type?: 'separator';
  accelerator?: string;
  registerAccelerator?: boolean;
  click?: () => void;
  submenu?: MenuItem[];
};

type ProtocolPort = {
  registerSchemesAsPrivileged(
    schemes: { scheme: string; privileges: { standard: boolean; secure: boolean; supportFetchAPI: boolean } }[],
  ): void;
  handle(scheme: string, handler: (request: Request) => Promise<Response>): void;
};

type SessionPort = {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, done: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: () => boolean): void;
};

type ForkOptions = { serviceName: string; stdio: 'pipe'; env: Record<string, string> };

export type ChildPort = {
  readonly pid: number | undefined;
  readonly stdout: NodeJS.ReadableStream | null;
  readonly stderr: NodeJS.ReadableStream | null;
  postMessage(message: unknown): void;
  kill(): boolean;
  on(event: 'exit', listener: (code: number) => void): unknown;
};

export type SafeStoragePort = {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(bytes: Buffer): string;
};
