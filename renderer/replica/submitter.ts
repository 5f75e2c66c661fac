import { v7 } from 'uuid';
import type { DocumentRef, Intent } from '#shared/commands/command-definition.ts';
import { type ReadyCommand, readyCommand } from '#shared/commands/decide.ts';
import type { CommandDraft } from '#shared/desktop/outbox.ts';
import { storageFailureReason } from '#shared/desktop/storage-failure.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { HoldProof } from '#renderer/replica/holds/hold-handle.ts';
import type { Desk, Submission, SubmitOptions, TakenStep } from '#renderer/replica/desk.ts';
import type { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import { type PartDone, takeStep } from '#renderer/replica/take-step.ts';
import { type HistoryPart, type HistoryStep, type StepTaken, UndoHistory } from '#renderer/replica/undo-history.ts';
import { claimsOfCommand } from '#renderer/replica/view/possible-claims.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';

type SubmitterOptions = {
  readonly view: DeskView;
  readonly log: OutboxLog;
  /** Who is at the desk; null while it is locked. */
  readonly person: () => Person | null;
  readonly now: () => Instant;
  /** Ids that nobody else makes; rising with time unless given. */
  readonly newId?: () => string;
  /** Saves, while nobody gives away leased time that is being booked. */
  readonly whileSaving?: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** @param claims what it takes without a hold, as far as is foreseen. */
  readonly onSaved: (draft: CommandDraft, claims: readonly HeldClaim[]) => void;
};

type Wish = Pick<SubmitOptions, 'evenIfTaken' | 'hold'> & {
  /** Sends what is about a document that this desk does not carry any more. */
  readonly evenIfUnseen?: boolean;
};
type Saving = { readonly evenIfTaken: boolean; readonly evenIfUnseen: boolean; readonly proof: HoldProof };

/** Turns what a person means into a saved command: predict, show, save; or say why not. */
export class Submitter {
  readonly #options: SubmitterOptions;
  readonly #underWay = new Map<string, Promise<Submission>>();
  /** Steps of the history go one by one, in the order of the keys. */
  #lastStep: Promise<unknown> = Promise.resolve();
  readonly history = new UndoHistory();

  constructor(options: SubmitterOptions) {
    this.#options = options;
  }

  /** What screens use of it, once `whenOpen` is there: nothing is predicted on half a replica. */
  asDesk(whenOpen: () => Promise<void>): Pick<Desk, 'submit' | 'beginStep' | 'undo' | 'redo' | 'history'> {
    return {
      beginStep: (label) => this.history.begin(label),
      history: this.history.labels,
      submit: (intent, options) => whenOpen().then(() => this.submit(intent, options)),
      undo: () => whenOpen().then(() => this.undo()),
      redo: () => whenOpen().then(() => this.redo()),
    };
  }

  submit(intent: Intent, options: SubmitOptions = {}): Promise<Submission> {
    const submission = this.#submit(intent, options);
    const settled = submission.catch(() => undefined);
    this.#lastStep = this.#lastStep.then(() => settled);
    return submission;
  }

  /** What would be taken back is known once all that was done before is saved, or was not. */
  undo(): Promise<TakenStep | null> {
    if (isLong(this.history.nextUndo())) return Promise.resolve({ kind: 'under-way' });
    return this.#inTurn(() => this.#take(this.history.nextUndo(), (step, taken) => this.history.undid(step, taken)));
  }

  redo(): Promise<TakenStep | null> {
    if (isLong(this.history.nextRedo())) return Promise.resolve({ kind: 'under-way' });
    return this.#inTurn(() => this.#take(this.history.nextRedo(), (step, taken) => this.history.redid(step, taken)));
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#lastStep.then(work);
    this.#lastStep = result.catch(() => undefined);
    return result;
  }

  async #submit(intent: Intent, options: SubmitOptions): Promise<Submission> {
    const commandId = options.commandId ?? this.#newId();
    const isRepeated = this.#underWay.has(commandId) || this.#options.log.find(commandId) !== null;
    const { label, step } = options;
    const isKept = (label !== undefined || step !== undefined) && !isRepeated;
    const inverse = isKept ? this.#inverse(intent) : null;
    const submission = await this.#once(commandId, intent, options);
    if (submission.kind !== 'saved' || inverse === null) return submission;
    const part = { ...inverse, commandIds: [commandId] };
    if (step !== undefined) step.add(part);
    else if (label !== undefined) this.history.did({ label, parts: [part], lost: 0, isUnderWay: false });
    return submission;
  }

  #newId(): string {
    return (this.#options.newId ?? v7)();
  }

  async #take(
    step: HistoryStep | null,
    done: (step: HistoryStep, taken: StepTaken) => void,
  ): Promise<TakenStep | null> {
    if (step === null) return null;
    if (step.isUnderWay) return { kind: 'under-way' };
    const { outcome, taken } = await takeStep(step, (part) => this.#part(part));
    done(step, taken);
    return outcome;
  }

  /** Does a part of the history; its own inverse, judged by the world before it, is the way back. */
  async #part({ intent, evenIfTaken, commandIds }: HistoryPart): Promise<PartDone> {
    const commandId = this.#newId();
    const inverse = this.#inverse(intent);
    const isUnseen = !this.#isSeen(intent);
    const submission = await this.#once(commandId, intent, { evenIfTaken, evenIfUnseen: true });
    const back = inverse === null ? null : { ...inverse, commandIds: [...commandIds, commandId] };
    return { submission, back, isLost: back === null && isUnseen };
  }

  /** Whether this desk carries what the intent changes, so that it can say how it was before. */
  #isSeen(intent: Intent): boolean {
    const { view } = this.#options.view;
    const readied = readyCommand(intent);
    const [about] = readied.ok ? readied.command.reads() : [];
    return about === undefined || view.find(about.collection, about.id) !== null;
  }

  /** What takes the intent back, judged by the world before it. A visit that waits in the inbox may go back there. */
  #inverse(intent: Intent): Pick<HistoryPart, 'intent' | 'evenIfTaken'> | null {
    const { view } = this.#options.view;
    const readied = readyCommand(intent);
    const inverse = readied.ok ? readied.command.invert(view) : null;
    if (!readied.ok || inverse === null) return null;
    const waits = (id: string): boolean => (view.find('appointments', id)?.displacement ?? null) !== null;
    const isDisplaced = ({ collection, id }: DocumentRef): boolean => {
      if (collection !== 'series') return collection === 'appointments' && waits(id);
      return view.find('series', id)?.exceptions.some(({ appointmentId }) => waits(appointmentId)) === true;
    };
    return { intent: inverse, evenIfTaken: readied.command.reads().some(isDisplaced) };
  }

  /** A double click is one command: while it is under way, and after it was saved. */
  #once(commandId: string, intent: Intent, options: Wish): Promise<Submission> {
    const underWay = this.#underWay.get(commandId);
    if (underWay !== undefined) return underWay;
    if (this.#options.log.find(commandId) !== null) {
      return Promise.resolve({ kind: 'saved', commandId, adjustments: [] });
    }
    const { whileSaving = (work) => work() } = this.#options;
    const submission = whileSaving(() => this.#withHold(commandId, intent, options));
    this.#underWay.set(commandId, submission);
    return submission.finally(() => this.#underWay.delete(commandId));
  }

  /** The hold goes along with the command, or is given back when the command goes without it. */
  async #withHold(
    commandId: string,
    intent: Intent,
    { evenIfTaken = false, evenIfUnseen = false, hold }: Wish,
  ): Promise<Submission> {
    const proof = hold?.present() ?? { kind: 'none' as const };
    const submission = await this.#save(commandId, intent, { evenIfTaken, evenIfUnseen, proof });
    if (submission.kind === 'saved') hold?.used();
    else hold?.kept();
    return submission;
  }

  async #save(commandId: string, intent: Intent, { evenIfTaken, evenIfUnseen, proof }: Saving): Promise<Submission> {
    const { view, log, person, now, onSaved } = this.#options;
    const actorId = person()?.id;
    if (actorId === undefined) return refused('actor-unknown');
    const hold = proof.kind === 'live' ? proof.credential : null;
    const readied = readyCommand(intent);
    if (!readied.ok) return { kind: 'refused', refusal: readied.refusal };
    const { name, input } = intent;
    const draft: CommandDraft = { id: commandId, name, actorId, deskTime: now(), input, hold };
    const command = asLocal(draft, readied.command);
    const decision = view.predict(command);
    if (decision === null) return refused('unknown-command');
    const isUnseen = evenIfUnseen && decision.kind === 'refused' && unseenCodes.has(decision.refusal.code);
    if (decision.kind === 'refused' && !isUnseen) return { kind: 'refused', refusal: decision.refusal };
    if (decision.kind === 'displaced' && !evenIfTaken) return { kind: 'taken', conflicts: decision.conflicts };
    // The server would say the same (HD: no confirm at or after a hold's end), and the person would hear of it late.
    if (proof.kind === 'expired' && !evenIfTaken) return refused('hold-expired');
    // Shown at once, called saved only when it is.
    view.add(command);
    try {
      await log.append(draft);
    } catch (error) {
      view.withdraw(commandId);
      return {
        kind: 'not-saved',
        reason: storageFailureReason(error) === 'disk-full' ? 'disk-full' : 'storage-failed',
      };
    }
    onSaved(draft, hold === null && decision.kind !== 'refused' ? claimsOfCommand(decision) : []);
    return { kind: 'saved', commandId, adjustments: decision.kind === 'accepted' ? decision.adjustments : [] };
  }
}

/** What was done here may be outside of the days that this desk carries by now; the server knows it. */
const unseenCodes: ReadonlySet<string> = new Set(['unknown-appointment', 'unknown-block', 'unknown-series']);

function asLocal(draft: CommandDraft, ready: ReadyCommand) {
  return { draft, ready, changes: [], verdict: null, decidedTick: 0 };
}

function refused(code: 'actor-unknown' | 'hold-expired' | 'unknown-command'): Submission {
  return { kind: 'refused', refusal: { code, field: '', conflicts: [] } };
}

/** Many commands are on their way: nobody waits for them with a key. One is waited for, so that no quick key is lost. */
function isLong(step: HistoryStep | null): boolean {
  return step?.isUnderWay === true && step.parts.length > 1;
}
