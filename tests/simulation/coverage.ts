/** What happened in a run; a green run in which nothing happened proves nothing. */
export const counted = [
  'commandsSaved',
  'commandsDecided',
  'conflicts',
  'holdsConfirmed',
  'holdsExpiredAtConfirm',
  'lostHoldsConfirmedAgain',
  'duplicateCommands',
  'repliesLostAfterCommit',
  'crashes',
  'roleRevokedOffline',
  'serverRestored',
  'commandsLostByRestore',
  'idsReused',
  'diskFull',
  'deadlocks',
  'nights',
  'profilesCopied',
  'stalePages',
  'upgrades',
  'seriesMade',
  'seriesChanged',
  'seriesCancelled',
  'seriesPutBack',
  'seriesRefused',
  'visitsTaken',
  'familiesChanged',
  'occurrencesChanged',
  'occurrencesDisplaced',
  'horizonRuns',
  'horizonKilled',
  'seriesExtended',
  'zoneRulesChanged',
  'timeOffApproved',
  'visitsOffDuty',
  'holdsPlaced',
  'holdRepliesLost',
  'duplicateHoldRequests',
  'holdsInRedis',
  'holdsForgotten',
  'forgottenHoldsRefused',
  'decidedWithoutRedis',
  'leasesGranted',
  'promisedInLeases',
  'promisedOffline',
  'promisesKept',
  'secondWindows',
  'leadersReplaced',
  'crashesBehindPages',
  'commits',
  'desksCompared',
  'events',
] as const;
export type Counted = (typeof counted)[number];
export type Coverage = Record<Counted, number>;

export function noCoverage(): Coverage {
  return Object.fromEntries(counted.map((name) => [name, 0])) as Coverage; // Each name once.
}

export function addCoverage(sum: Coverage, one: Coverage): void {
  for (const name of counted) sum[name] += one[name];
}

/** Per 20,000 seeds. */
const floors: Partial<Record<Counted, number>> = {
  holdsConfirmed: 1_000,
  holdsExpiredAtConfirm: 5_000,
  conflicts: 20_000,
  duplicateCommands: 50_000,
  repliesLostAfterCommit: 5_000,
  crashes: 10_000,
  roleRevokedOffline: 500,
  serverRestored: 500,
  secondWindows: 8_000,
  leadersReplaced: 300,
  crashesBehindPages: 10_000,
  holdsPlaced: 6_000,
  holdRepliesLost: 40_000,
  duplicateHoldRequests: 100_000,
  holdsInRedis: 8_000,
  holdsForgotten: 3_000,
  forgottenHoldsRefused: 400,
  decidedWithoutRedis: 50_000,
  leasesGranted: 40_000,
  promisedInLeases: 1_000,
  promisedOffline: 300,
  promisesKept: 1_000,
  seriesMade: 10_000,
  seriesChanged: 4_000,
  seriesCancelled: 3_500,
  seriesPutBack: 3_000,
  visitsTaken: 20,
  familiesChanged: 400,
  occurrencesChanged: 1_400,
  occurrencesDisplaced: 7_000,
  seriesExtended: 1_500,
  zoneRulesChanged: 300,
  timeOffApproved: 500,
  horizonKilled: 100,
};

export type Floor = { readonly name: Counted; readonly floor: number; readonly seen: number; readonly isMet: boolean };

export function floorsOf(coverage: Coverage, seeds: number): readonly Floor[] {
  return counted.flatMap((name) => {
    const per = floors[name];
    if (per === undefined) return [];
    const floor = Math.floor((per * seeds) / 20_000);
    return [{ name, floor, seen: coverage[name], isMet: coverage[name] >= floor }];
  });
}
