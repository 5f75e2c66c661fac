import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FramePort } from '#electron/main/electron-port.ts';
import { startDesktop } from '#electron/main/start-desktop.ts';
import { ipcChannels } from '#shared/desktop/ipc-channels.ts';
import { ContentsDouble, type ElectronDouble, electronDouble, ownFrame } from '#tests/builders/electron-double.ts';

const id = '00000000-0000-4000-8000-00000000000a';
const draft = {
  id,
  name: 'appointment.cancel',
  actorId: id,
  deskTime: 1_000,
  input: { note: '<img onerror=x>' },
  hold: null,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-desktop-'));
  mkdirSync(join(folder, 'renderer'));
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html><title>Frontdesk</title>');
});
afterEach(() => {
  process.removeAllListeners('SIGTERM');
  process.removeAllListeners('SIGINT');
  rmSync(folder, { recursive: true, force: true });
});

async function start(double: ElectronDouble): Promise<ElectronDouble> {
  await startDesktop(double.electron, {
    rendererFolder: join(folder, 'renderer'),
    preloadFile: join(folder, 'preload.cjs'),
    serverFile: join(folder, 'server.js'),
    developmentUrl: undefined,
    serverUrl: undefined,
    dataFolder: undefined,
    serverArguments: ['--data', folder],
  });
  return double;
}

async function invoke(
  double: ElectronDouble,
  { channel, args, frame = ownFrame }: { channel: string; args: unknown[]; frame?: FramePort | null },
): Promise<unknown> {
  const listener = double.channels.get(channel);
  return listener?.({ sender: new ContentsDouble(), senderFrame: frame }, ...args);
}

describe('the window', () => {
  test('is isolated, sandboxed, without Node, and on our own page', async () => {
    const { windows } = await start(electronDouble({ userData: folder }));
    expect(windows()[0]?.url).toBe('app://frontdesk/');
    expect(windows()[0]?.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
    });
  });

  test('a second start brings the first window to the front and opens nothing', async () => {
    const first = await start(electronDouble({ userData: folder }));
    first.app.emit('second-instance');
    expect(first.windows()[0]?.calls).toEqual(['restore', 'focus']);
    const second = await start(electronDouble({ userData: folder, isFirstInstance: false }));
    expect(second.windows()).toEqual([]);
    expect(second.calls).toEqual(['quit']);
  });

  test('remembers where it was', async () => {
    const { windows } = await start(electronDouble({ userData: folder }));
    windows()[0]?.emit('close');
    expect(JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8'))).toEqual({
      x: 10,
      y: 20,
      width: 1_000,
      height: 700,
      isMaximized: false,
    });
  });

  test('no permission is granted, no other page, second window or webview is opened', async () => {
    const double = await start(electronDouble({ userData: folder }));
    expect(double.permissions.map((ask) => ask('media'))).toEqual([false, false]);
    const contents = new ContentsDouble();
    double.app.emit('web-contents-created', {}, contents);
    const prevented: string[] = [];
    const navigate = (url: string) =>
      contents.emit('will-navigate', { url, preventDefault: () => prevented.push(url) });
    navigate('https://example.org/');
    navigate('app://frontdesk.example/');
    navigate('app://frontdesk/settings');
    contents.emit('will-attach-webview', { preventDefault: () => prevented.push('webview') });
    expect(prevented).toEqual(['https://example.org/', 'app://frontdesk.example/', 'webview']);
    expect(contents.windowOpenHandler?.()).toEqual({ action: 'deny' });
  });

  test('a message to a client goes to the program for it, and nothing else goes anywhere', async () => {
    const double = await start(electronDouble({ userData: folder }));
    const contents = new ContentsDouble();
    double.app.emit('web-contents-created', {}, contents);
    const prevented: string[] = [];
    const links = ['mailto:ana%40example.org?body=x', 'sms:+4930555', 'file:///etc/passwd', 'mailto:', 'javascript:1'];
    for (const url of links) contents.emit('will-navigate', { url, preventDefault: () => prevented.push(url) });
    contents.emit('will-redirect', { url: 'mailto:b%40example.org', preventDefault: () => prevented.push('redirect') });
    expect(prevented).toEqual([...links, 'redirect']);
    expect(double.calls.filter((call) => call.startsWith('open '))).toEqual(
      links.slice(0, 2).map((url) => `open ${url}`),
    );
  });

  test('the menu speaks the language of the computer and sends the words of the screen', async () => {
    const double = await start(electronDouble({ userData: folder, locale: 'zh-CN' }));
    const walkIn = double.menus[0]?.flatMap((menu) => menu.submenu ?? []).find((item) => item.label === '现场到访');
    walkIn?.click?.();
    expect(double.windows()[0]?.webContents.sent).toEqual([['menu.command', 'walk-in']]);
  });
});

describe('the channels', () => {
  test('there are as many as are named, and at most 15', async () => {
    const { channels } = await start(electronDouble({ userData: folder }));
    expect([...channels.keys()].sort()).toEqual(Object.values(ipcChannels).sort());
    expect(channels.size).toBeLessThanOrEqual(15);
  });

  test('a command goes into the outbox on disk and comes back', async () => {
    const double = await start(electronDouble({ userData: folder }));
    await invoke(double, { channel: 'outbox.append', args: [draft] });
    const entries = await invoke(double, { channel: 'outbox.entries', args: [0] });
    expect(entries).toEqual([
      { command: { ...draft, sequence: 1 }, state: 'pending', verdict: null, attempts: 0, dismissedBy: null },
    ]);
  });

  test('what the desk records is not readable in its file', async () => {
    const double = await start(electronDouble({ userData: folder }));
    await invoke(double, { channel: 'records.write', args: ['desk-key', 'canary-key-1234'] });
    expect(await invoke(double, { channel: 'records.read', args: ['desk-key'] })).toBe('canary-key-1234');
    const bytes = ['desk.sqlite', 'desk.sqlite-wal'].map((name) => readFileSync(join(folder, name)).toString('latin1'));
    expect(bytes.join('')).not.toContain('canary-key-1234');
  });

  const foreign: readonly (readonly [string, FramePort | null])[] = [
    ['another site', { url: 'https://example.org/', parent: null }],
    ['another app page', { url: 'app://elsewhere/', parent: null }],
    ['a file', { url: 'file:///etc/passwd', parent: null }],
    ['a frame inside the page', { url: 'app://frontdesk/', parent: ownFrame }],
    ['a frame that is gone', null],
    ['an empty address', { url: '', parent: null }],
  ];
  test.each(Object.values(ipcChannels).flatMap((channel) => foreign.map((row) => [channel, ...row] as const)))(
    '%s refuses %s',
    async (channel, _who, frame) => {
      const double = await start(electronDouble({ userData: folder }));
      await expect(invoke(double, { channel, args: [], frame })).rejects.toThrow('refused: foreign frame');
    },
  );

  test.each(Object.values(ipcChannels))('%s refuses malformed arguments, and writes nothing', async (channel) => {
    const double = await start(electronDouble({ userData: folder }));
    const notTheseWords = fc.array(fc.oneof(fc.object(), fc.double(), fc.constant(null), fc.array(fc.anything())), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(notTheseWords, async (args) => {
        fc.pre(!isHarmless(args));
        await expect(invoke(double, { channel, args })).rejects.toThrow('refused: malformed arguments');
      }),
      { numRuns: 60 },
    );
    expect(await invoke(double, { channel: 'outbox.entries', args: [0] })).toEqual([]);
  });

  test.each([
    ['outbox.append', { ...draft, sequence: 3 }],
    ['outbox.append', { ...draft, tenantId: id }],
    ['outbox.append', { ...draft, id: 'x' }],
    ['records.read', '__proto__'.repeat(100)],
    ['outbox.prune', -1],
    ['outbox.dismiss', id],
  ])('%s refuses %j', async (channel, argument) => {
    const double = await start(electronDouble({ userData: folder }));
    await expect(invoke(double, { channel, args: [argument] })).rejects.toThrow('refused: malformed arguments');
  });

  test('printing asks the window that asked', async () => {
    const double = await start(electronDouble({ userData: folder }));
    const sender = new ContentsDouble();
    await double.channels.get('window.print')?.({ sender, senderFrame: ownFrame });
    expect(sender.prints).toBe(1);
  });
});

describe('start and end', () => {
  test('[F15] a file of a newer version stops the start with a sentence, and is left as it is', async () => {
    const file = join(folder, 'desk.sqlite');
    const newer = new DatabaseSync(file);
    newer.exec('pragma user_version = 7');
    newer.close();
    const double = await start(electronDouble({ userData: folder }));
    expect(double.calls).toEqual(['scheme app', 'error This desk needs a newer Frontdesk', 'exit 1']);
    expect(double.windows()).toEqual([]);
  });

  test('windows hear where the server is, and quitting waits until it is gone', async () => {
    const double = await start(electronDouble({ userData: folder }));
    const [child] = double.children;
    expect(child?.args).toEqual(['--data', folder]);
    child?.stdout.write('ready http://127.0.0.1:1\n');
    await expect
      .poll(() => double.windows()[0]?.webContents.sent)
      .toEqual([['server.address-changed', { state: 'ready', url: 'http://127.0.0.1:1', enrolmentCode: null }]]);
    double.electron.app.quit();
    expect(child?.messages).toEqual([{ kind: 'stop' }]);
    expect(double.calls).toEqual(['scheme app', 'quit', 'quit prevented']);
    child?.emit('exit', 0);
    await expect.poll(() => double.calls).toEqual(['scheme app', 'quit', 'quit prevented', 'quit']);
  });
});

/** One small whole number is what two channels take, and an empty list is what two others do. */
function isHarmless(args: readonly unknown[]): boolean {
  const [first] = args;
  if (args.length > 1) return false;
  return (Number.isInteger(first) && Number(first) >= 0) || (Array.isArray(first) && first.length === 0);
}
