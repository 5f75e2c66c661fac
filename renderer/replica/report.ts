/** What a developer should know and a receptionist cannot help; never with anybody's data in it. */
export function report(what: string, error?: unknown): void {
  // oxlint-disable-next-line no-console -- the only way out of a browser window for a developer
  console.error(`frontdesk: ${what}`, error instanceof Error ? `${error.name}: ${error.message}` : (error ?? ''));
}
