import type { Deed } from '#tests/simulation/actions/turn.ts';
import type { SimWorld } from '#tests/simulation/sim-world.ts';

/** More than the statements of one command, its flush and its answer. */
const MOST_STEPS = 14;

/** What befalls the server. */
export const serverDeeds = {
  'kill-server': ({ world, among }) => {
    if (!world.server.isUp) return;
    world.server.kill();
    world.time.after(100 + among('down', 4_000), () => world.server.start());
  },
  'kill-database': ({ world }) => world.server.killDatabase(),
  'back-up': ({ world }) => void (world.backup = world.server.backUp()),
  restore: ({ world, among }) => {
    if (world.backup !== null) restore(world, world.backup, among('down', 3_000));
  },
  'move-engine': ({ world, among }) => {
    world.server.kill();
    restore(world, world.server.backUp(), among('down', 3_000));
  },
  /** Power goes off at one certain step of what is under way then: at a statement, at the flush, or behind it. */
  'kill-in-commit': ({ world, among, luck }) => {
    const isServer = luck('which') < 0.5;
    world.engine.crashAfter(1 + among('step', MOST_STEPS), () => {
      if (!isServer) return world.server.killDatabase();
      if (!world.server.isUp) return;
      world.server.kill();
      world.time.after(100 + among('down', 2_000), () => world.server.start());
    });
  },
  /** The server is another version, now and then an older one; desks are when they start next. */
  upgrade: ({ world, luck, among }) => {
    if (!world.server.isUp) return;
    world.coverage.upgrades += 1;
    world.server.kill();
    world.server.version += luck('back') < 0.3 ? -1 : 1;
    world.time.after(100 + among('down', 2_000), () => world.server.start());
  },
} satisfies Record<string, Deed>;

function restore(world: SimWorld, backup: NonNullable<SimWorld['backup']>, downMs: number): void {
  world.server.restore(backup);
  world.horizon.readAnew();
  world.promises.restored();
  world.time.after(100 + downMs, () => world.server.start());
}
