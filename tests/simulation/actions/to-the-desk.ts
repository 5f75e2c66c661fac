import type { Deed, Turn } from '#tests/simulation/actions/turn.ts';
import { pick } from '#tests/simulation/fate.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const zones = ['Pacific/Auckland', 'America/New_York', 'Asia/Kathmandu', 'Europe/Berlin', 'UTC', 'Pacific/Apia'];

/** What befalls the computer at a desk, its disk, its cable and its clock. */
export const computerDeeds = {
  'reuse-id': ({ desk }) => {
    const [last] = [...desk.acknowledged.values()].slice(-1);
    if (last === undefined || desk.isLost(last.command.id)) return;
    // Only once the first one is on record is it known which of the two is the impostor.
    if (desk.process?.log.find(last.command.id)?.state !== 'decided') return;
    desk.sendRaw([{ ...last.command, input: { ...Object(last.command.input), reason: 'another' } }]);
  },
  'crash-desk': (turn) => crash(turn, turn.among('down', 6_000)),
  /** Power goes off in the middle of writing: before something is on the platter, or before anybody knows that it is. */
  'crash-at-flush': (turn) =>
    turn.desk.fuse.atHalf(1 + turn.among('write', 12), () => crash(turn, turn.among('down', 2_000))),
  /** At the same place in every run: what has been pulled is known, and how far it reaches is not. */
  'crash-behind-page': (turn) =>
    turn.desk.fuse.behindPages(1 + turn.among('times', 3), () => {
      turn.world.coverage.crashesBehindPages += 1;
      crash(turn, turn.among('down', 1_000));
    }),
  /** Another window opens, people turn to it, or one of them goes: that which pulls and sends, or the other. */
  window: ({ desk, luck, among }) => {
    const isAlone = desk.processes.length < 2;
    if (isAlone) desk.openWindow();
    else if (luck('closes') < 0.5) desk.closeWindow(among('which', 2));
    if (luck('turns') < 0.6) desk.switchWindow();
  },
  'copy-profile': ({ world, desk }) => world.copyDesk(desk),
  cut: ({ desk }) => desk.link.cut('both'),
  'cut-replies': ({ desk }) => desk.link.cut('replies'),
  mend: ({ desk }) => {
    desk.link.mend();
    desk.process?.syncNow();
  },
  'fill-disk': ({ desk }) => void (desk.isDiskFull = true),
  'empty-disk': ({ world }) => world.desks.forEach((desk) => void (desk.isDiskFull = false)),
  'set-clock': ({ desk, luck }) => void (desk.clockOffsetMs = Math.round((luck('clock') - 0.5) * 4 * DAY_MS)),
  night: ({ world }) => {
    world.coverage.nights += 1;
    world.time.sleep(3 * DAY_MS);
    for (const { link } of world.desks) for (const end of link.streams) end();
  },
  /** The browser makes room: the replica is gone, and the outbox is elsewhere (F20). */
  'evict-storage': ({ world, desk, among }) => {
    desk.crash();
    desk.evict();
    world.time.after(200 + among('down', 3_000), () => desk.start());
  },
  /** Nothing may lean on the computer's own zone (F13). */
  'change-zone': ({ world, action }) => void (process.env['TZ'] = pick(zones, world.seed, action.index, 'zone')),
  /** Its tables of time zones are years old: what it takes for nine o'clock is another hour. */
  'stale-tzdata': ({ desk, luck }) => void (desk.zoneShiftMs = luck('earlier') < 0.5 ? -HOUR_MS : HOUR_MS),
} satisfies Record<string, Deed>;

function crash({ world, desk }: Turn, downMs: number): void {
  desk.crash();
  world.time.after(200 + downMs, () => desk.start());
}
