import { readyCommand } from '#shared/commands/decide.ts';
import type { Command } from '#shared/replication/protocol.ts';

/** Commands of one push that got no verdict, and so hold up what builds on them (PS6). */
export class Undecided {
  readonly #documents = new Set<string>();

  add(command: Command): void {
    const [subject] = reads(command);
    if (subject !== undefined) this.#documents.add(subject);
    // A client that comes with a booking is not there either.
    for (const key of reads(command)) if (key.startsWith('clients/')) this.#documents.add(key);
  }

  /** True when it looks at a document that an undecided one may change; then it is undecided too. */
  holdsUp(command: Command): boolean {
    if (this.#documents.size === 0 || !reads(command).some((key) => this.#documents.has(key))) return false;
    this.add(command);
    return true;
  }
}

/** The command's own document first, as every command names them. */
function reads(command: Command): readonly string[] {
  const readied = readyCommand(command);
  return readied.ok ? readied.command.reads().map(({ collection, id }) => `${collection}/${id}`) : [];
}
