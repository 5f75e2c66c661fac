import { statfs } from 'node:fs/promises';

/** Bytes that may be written into the folder; null where the system does not tell. */
export type FreeRoom = (folder: string) => Promise<number | null>;

export const freeRoom: FreeRoom = async (folder) => {
  const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: Number.NaN, bsize: 1 }));
  return Number.isNaN(bavail) ? null : bavail * bsize;
};

/** A new, empty cluster, and the log that PostgreSQL keeps of what is written meanwhile. */
const CLUSTER_BYTES = 50 * 2 ** 20;
const LONGEST_LOG_BYTES = 256 * 2 ** 20;
/** Rows, their indexes and the space that pages leave, beside the lines that they are in a backup. */
const BYTES_A_BYTE = 3;

/** What a database takes that is built from lines of so many bytes. */
export function roomFor(lineBytes: number): number {
  return CLUSTER_BYTES + Math.min(LONGEST_LOG_BYTES, 2 ** 26 + lineBytes * 2) + lineBytes * BYTES_A_BYTE;
}
