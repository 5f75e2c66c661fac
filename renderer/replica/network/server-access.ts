/** Where the server is now, and this desk's key to it; null while there is none. */
export type ServerAccess = { url(): string | null; deskKey(): string | null };
