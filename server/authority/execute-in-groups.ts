import { type CommandVerdict, PUSH_LIMIT } from '#shared/replication/protocol.ts';
import { executePushes } from '#server/authority/execute-commands.ts';
import type { Execution, Push } from '#server/authority/execution.ts';
import { inCompany } from '#server/authority/in-company.ts';

/** One deciding while the other flushes; more would only get in each other's way. */
const groupsAtOnce = 2;

/** Commands, at most: a group holds its locks, and the change feed, until all of them are decided. */
const groupSize = PUSH_LIMIT;

/**
 * Decides what the desks of a tenant push at about the same time in one transaction: one flush to disk, and one
 * statement of each kind, for all of them.
 */
export function executeInGroups(
  execution: Execution,
  turnEnds?: () => Promise<void>,
): (push: Push) => Promise<readonly CommandVerdict[]> {
  const execute = inCompany<Push, readonly CommandVerdict[]>({
    turnEnds,
    atOnce: groupsAtOnce,
    most: groupSize,
    sizeOf: ({ commands }) => commands.length,
    work: (_tenantId, pushes) => executePushes(execution, pushes),
  });
  return (push) => execute(push.desk.tenantId, push);
}
