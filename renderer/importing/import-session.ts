import type { ExistingNames } from '#shared/importing/existing-names.ts';
import type { Mapping } from '#shared/importing/mapping.ts';
import { planImport } from '#shared/importing/plan-import.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { createStore, type Store } from '#renderer/replica/store.ts';
import type { FileFault, ImportState, OpenFile } from '#renderer/importing/import-state.ts';
import { runImport } from '#renderer/importing/run-import.ts';

type Guess = Pick<Extract<ImportState, { step: 'map' }>, 'mapping' | 'doubts' | 'runId'>;

/** One import at a time, for as long as the window lives: it goes on while its person works on other screens. */
export type ImportSession = {
  readonly state: Store<ImportState>;
  fail(fault: FileFault): void;
  open(file: OpenFile, guess: Guess): void;
  change(mapping: Mapping): void;
  start(): void;
  stop(): void;
  reset(): void;
};

const sessions = new WeakMap<Desk, ImportSession>();

export function importSessionOf(desk: Desk): ImportSession {
  const session = sessions.get(desk) ?? createImportSession(desk);
  sessions.set(desk, session);
  return session;
}

function createImportSession(desk: Desk): ImportSession {
  const state = createStore<ImportState>({ step: 'choose', fault: null });
  let stopper = new AbortController();
  return {
    state,
    fail: (fault) => state.set({ step: 'choose', fault }),
    open: (file, guess) => state.set({ step: 'map', file, ...guess }),
    change: (mapping) => {
      const now = state.get();
      if (now.step === 'map') state.set({ ...now, mapping, doubts: [] });
    },
    start: () => {
      const now = state.get();
      if (now.step !== 'map') return;
      stopper = new AbortController();
      const { file, mapping, runId } = now;
      const plan = planImport(file.table, mapping, { existing: existingNames(desk), runId });
      void runImport({
        desk,
        plan,
        signal: stopper.signal,
        onProgress: (progress) => state.set({ step: 'run', file, progress }),
      }).then(({ report, stopped }) => state.set({ step: 'report', file, plan, zone: mapping.zone, report, stopped }));
    },
    stop: () => {
      stopper.abort();
      const now = state.get();
      if (now.step === 'run') state.set({ ...now, progress: { ...now.progress, isStopping: true } });
    },
    reset: () => state.set({ step: 'choose', fault: null }),
  };
}

/** What an import may find by name, as far as this desk knows. */
export function existingNames({ view }: Pick<Desk, 'view'>): ExistingNames {
  return {
    locations: [...view.all('locations').values()],
    resources: [...view.all('resources').values()],
    services: [...view.all('services').values()],
    clients: [...view.all('clients').values()],
  };
}
