import { homedir, platform } from 'node:os';
import { join } from 'node:path';

/** Where the application's data lies unless the person says otherwise. */
export function defaultDataDir(): string {
  const home = homedir();
  switch (platform()) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Frontdesk');
    case 'win32':
      return join(process.env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Frontdesk');
    default:
      return linuxDataDir(home);
  }
}

// Root's PostgreSQL runs as another user, to whom /root is closed.
function linuxDataDir(home: string): string {
  if (process.getuid?.() === 0) return '/var/lib/frontdesk';
  return join(process.env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'frontdesk');
}
