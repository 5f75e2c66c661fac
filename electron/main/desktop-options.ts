import { join, resolve } from 'node:path';

export type DesktopOptions = {
  readonly rendererFolder: string;
  readonly preloadFile: string;
  readonly serverFile: string;
  /** The development server's page instead of the built one. */
  readonly developmentUrl: string | undefined;
  /** A server that runs already (in development): none is started then. */
  readonly serverUrl: string | undefined;
  /** Left out: the system's folder for this app. */
  readonly dataFolder: string | undefined;
  /** Handed on to the server as they came. */
  readonly serverArguments: readonly string[];
};

const serverFlags = ['--empty'];
const serverValues = ['--port', '--database-url'];

/** Chromium adds switches of its own to the arguments, so unknown ones are passed over. */
export function readDesktopOptions(argv: readonly string[], env: NodeJS.ProcessEnv, out: string): DesktopOptions {
  const data = valueOf(argv, '--data');
  return {
    rendererFolder: join(out, 'renderer'),
    preloadFile: join(out, 'preload', 'preload.cjs'),
    serverFile: join(out, 'main', 'server.js'),
    developmentUrl: env['ELECTRON_RENDERER_URL'],
    serverUrl: env['FRONTDESK_SERVER_URL'],
    dataFolder: data === undefined ? undefined : resolve(data, 'desktop'),
    serverArguments: [
      ...(data === undefined ? [] : ['--data', resolve(data)]),
      ...serverFlags.filter((flag) => argv.includes(flag)),
      ...serverValues.flatMap((name) => {
        const value = valueOf(argv, name);
        return value === undefined ? [] : [name, value];
      }),
    ],
  };
}

function valueOf(argv: readonly string[], name: string): string | undefined {
  const index = argv.indexOf(name);
  return index === -1 ? undefined : argv[index + 1];
}
