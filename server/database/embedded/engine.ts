import type { Binaries } from '#server/database/embedded/binaries.ts';
import type { OsAccount } from '#server/database/embedded/os-account.ts';

/** What it takes to run PostgreSQL on a cluster: its files, the programs, and the account that they run as. */
export type Engine = { readonly cluster: string; readonly binaries: Binaries; readonly account: OsAccount | null };
