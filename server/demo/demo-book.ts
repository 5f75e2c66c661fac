import { readyCommand } from '#shared/commands/decide.ts';
import { emptyWorld, overlayWorld } from '#shared/commands/overlay-world.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { assert } from '#shared/lib/must.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import { demoPeople } from '#server/demo/demo-staff.ts';

/** A command of the demo with the person who sent it, and when by that person's desk. */
export type DemoCommand = {
  /** Derived from all the rest, so that filling twice sends the same commands. */
  readonly commandId: string;
  readonly actorId: string;
  readonly deskTime: Instant;
  readonly intent: CommandIntent;
};

export type Sender = { readonly actorId: string; readonly deskTime: Instant };

/** The demo while it is drawn up: each command is decided as it is added, so that the next can see what is free. */
export class DemoBook {
  readonly #commands: DemoCommand[] = [];
  readonly #world = overlayWorld(emptyWorld);
  readonly #resources: Resource[] = [];
  readonly #owner: Sender;
  readonly #roles = new Map(demoPeople.map((person) => [person.id, person.role]));

  constructor(ownerId: string, now: Instant) {
    this.#owner = { actorId: ownerId, deskTime: now };
  }

  get world(): World {
    return this.#world;
  }

  get resources(): readonly Resource[] {
    return this.#resources;
  }

  /** @returns how it was decided; a refusal is a bug of the demo. */
  add(intent: CommandIntent, sender: Sender = this.#owner): 'accepted' | 'displaced' {
    const commandId = derivedId('demo.command', JSON.stringify([intent, sender]));
    const ready = readyCommand(intent);
    assert(ready.ok, `the demo sends a broken ${intent.name}`);
    const role = this.#roles.get(sender.actorId) ?? 'practitioner';
    const decision = ready.command.decide(this.#world, {
      ...sender,
      role,
      commandId,
      deskId: sender.actorId,
      now: sender.deskTime,
    });
    assert(decision.kind !== 'refused', `the demo's own ${intent.name} is refused: ${JSON.stringify(decision)}`);
    this.#world.apply(decision.changes);
    for (const change of decision.changes) if (change.collection === 'resources') this.#resources.push(change.document);
    this.#commands.push({ commandId, ...sender, intent });
    return decision.kind;
  }

  commands(): readonly DemoCommand[] {
    return this.#commands;
  }
}
