export type Precache = { readonly version: string; readonly files: readonly string[] };

const PREFIX = 'frontdesk-pages-';
/** A window of the build before may be open still, and may yet ask for a file of it. */
const KEPT_BUILDS = 2;

/** Fetches all files of this build, or keeps none: a page never finds half of itself. */
export async function keepBuild({ version, files }: Precache): Promise<void> {
  const name = PREFIX + version;
  await caches.delete(name);
  const cache = await caches.open(name);
  try {
    // What the build names by content may come from the browser's own cache; the rest must be this build's.
    await cache.addAll(
      files.map((path) => new Request(path, { cache: path.startsWith('/assets/') ? 'default' : 'reload' })),
    );
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

export async function forgetOldBuilds(): Promise<void> {
  // In order of creation.
  const builds = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(builds.slice(0, -KEPT_BUILDS).map((name) => caches.delete(name)));
}

/** A file of this build, or of the one before, whose windows may be open still. */
export async function keptFile(request: Request, { version }: Precache): Promise<Response | undefined> {
  const cache = await caches.open(PREFIX + version);
  return (await cache.match(request, { ignoreVary: true })) ?? caches.match(request, { ignoreVary: true });
}

export async function keptPage({ version }: Precache): Promise<Response | undefined> {
  const cache = await caches.open(PREFIX + version);
  return cache.match('/index.html', { ignoreVary: true });
}
