import { readdirSync, readFileSync } from 'node:fs';

export type Use = { readonly cpuSeconds: number; readonly memoryMB: number };

/** Linux counts in hundredths of a second, on every platform that Node runs on. */
const ticksASecond = 100;

/**
 * What processes and all that they started have used so far, the ended ones among them too, and the memory that is
 * theirs now (shared pages by halves). Null where there is no /proc.
 */
export function usedBy(pids: readonly number[]): Use | null {
  try {
    const children = childrenByParent();
    const all = pids.flatMap((pid) => family(pid, children));
    return {
      cpuSeconds: all.reduce((sum, pid) => sum + ticksOf(pid, pids.includes(pid)), 0) / ticksASecond,
      memoryMB: all.reduce((sum, pid) => sum + proportionalKB(pid), 0) / 1024,
    };
  } catch {
    return null;
  }
}

/** What all of this machine's processors have been busy with so far, in seconds; null where there is no /proc. */
export function usedByAll(): number | null {
  try {
    const fields = readFileSync('/proc/stat', 'utf8').split('\n')[0]?.trim().split(/\s+/).slice(1, 9).map(Number) ?? [];
    const [user = 0, nice = 0, system = 0, , , interrupts = 0, soft = 0, stolen = 0] = fields;
    return (user + nice + system + interrupts + soft + stolen) / ticksASecond;
  } catch {
    return null;
  }
}

function childrenByParent(): ReadonlyMap<number, readonly number[]> {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return Map.groupBy(pids, (pid) => Number(statOf(pid)[1] ?? 0));
}

function family(pid: number, children: ReadonlyMap<number, readonly number[]>): readonly number[] {
  return [pid, ...(children.get(pid) ?? []).flatMap((child) => family(child, children))];
}

/** Fields after the command's name, which may hold anything: state, parent, … */
function statOf(pid: number): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function ticksOf(pid: number, countsEnded: boolean): number {
  const [user, system, endedUser, endedSystem] = statOf(pid).slice(11, 15).map(Number);
  const ended = countsEnded ? (endedUser ?? 0) + (endedSystem ?? 0) : 0;
  return (user ?? 0) + (system ?? 0) + ended;
}

function proportionalKB(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
