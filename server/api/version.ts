import manifest from '#package.json' with { type: 'json' };

/** Frontdesk's own version. */
export const version = manifest.version;
