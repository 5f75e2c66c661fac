import type { SafeStoragePort } from '#electron/main/electron-port.ts';
import type { DeskRecords } from '#shared/desktop/outbox.ts';

const sealed = 'sealed:';
const plain = 'plain:';

/**
 * The desk's records with their values encrypted by the system's key store: the desk's key among them would open the
 * clinic to whoever copies the file. Where there is no key store they are kept as they are.
 */
export function sealedRecords(records: DeskRecords, safeStorage: SafeStoragePort): DeskRecords {
  return {
    read: async (key) => {
      const stored = await records.read(key);
      return stored === null ? null : open(stored, safeStorage);
    },
    write: (key, value) => records.write(key, seal(value, safeStorage)),
    remove: (key) => records.remove(key),
  };
}

function seal(value: string, safeStorage: SafeStoragePort): string {
  if (!safeStorage.isEncryptionAvailable()) return plain + value;
  return sealed + safeStorage.encryptString(value).toString('base64');
}

/** A value sealed on another computer, or for another user, cannot be read: the desk then asks to be enrolled again. */
function open(stored: string, safeStorage: SafeStoragePort): string | null {
  if (stored.startsWith(plain)) return stored.slice(plain.length);
  if (!stored.startsWith(sealed)) return null;
  try {
    return safeStorage.decryptString(Buffer.from(stored.slice(sealed.length), 'base64'));
  } catch {
    return null;
  }
}
