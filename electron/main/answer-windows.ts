import type { z } from 'zod';
import type { ContentsPort, ElectronPort, IpcEvent } from '#electron/main/electron-port.ts';
import { ipcArguments } from '#electron/main/ipc-arguments.ts';
import { isOwnPage } from '#electron/main/is-own-page.ts';
import type { ServerAddress } from '#shared/desktop/desktop-api.ts';
import { type IpcChannel, ipcChannels } from '#shared/desktop/ipc-channels.ts';
import type { DeskRecords, Outbox } from '#shared/desktop/outbox.ts';

export type DesktopParts = {
  readonly outbox: Outbox;
  readonly records: DeskRecords;
  readonly serverAddress: () => ServerAddress;
};

type Answers = {
  readonly [Channel in IpcChannel]: (
    contents: ContentsPort,
    ...args: z.output<(typeof ipcArguments)[Channel]>
  ) => Promise<unknown>;
};

/** Opens the channels of `DesktopApi`. Each checks who asks and what is asked before it does anything. */
export function answerWindows(
  ipcMain: ElectronPort['ipcMain'],
  parts: DesktopParts,
  developmentUrl: string | undefined,
): void {
  const answers = answersFrom(parts);
  const open = <Channel extends IpcChannel>(channel: Channel) =>
    ipcMain.handle(channel, async (event, ...args) => {
      if (!isOwnTopFrame(event, developmentUrl)) throw new Error('refused: foreign frame');
      const parsed = ipcArguments[channel].safeParse(args);
      if (!parsed.success) throw new Error('refused: malformed arguments');
      // The schema and the answer of one channel belong together; the compiler loses that through the index.
      const answer = answers[channel] as (contents: ContentsPort, ...args: unknown[]) => Promise<unknown>;
      return answer(event.sender, ...parsed.data);
    });
  for (const channel of Object.values(ipcChannels)) open(channel);
}

/** A frame inside the page, or a page that has gone elsewhere, has no business here. */
function isOwnTopFrame({ senderFrame }: IpcEvent, developmentUrl: string | undefined): boolean {
  if (senderFrame === null || senderFrame.parent !== null) return false;
  return isOwnPage(senderFrame.url, developmentUrl);
}

function answersFrom({ outbox, records, serverAddress }: DesktopParts): Answers {
  return {
    [ipcChannels.outboxAppend]: (_contents, draft) => outbox.append(draft),
    [ipcChannels.outboxEntries]: (_contents, since) => outbox.entries(since),
    [ipcChannels.outboxRecordAttempt]: (_contents, ids) => outbox.recordAttempt(ids),
    [ipcChannels.outboxRecordVerdicts]: (_contents, verdicts) => outbox.recordVerdicts(verdicts),
    [ipcChannels.outboxDismiss]: (_contents, commandId, personId) => outbox.dismiss(commandId, personId),
    [ipcChannels.outboxOfferAgain]: (_contents, since) => outbox.offerAgain(since),
    [ipcChannels.outboxPrune]: (_contents, below) => outbox.prune(below),
    [ipcChannels.recordsRead]: (_contents, key) => records.read(key),
    [ipcChannels.recordsWrite]: (_contents, key, value) => records.write(key, value),
    [ipcChannels.recordsRemove]: (_contents, key) => records.remove(key),
    [ipcChannels.serverAddress]: async () => serverAddress(),
    [ipcChannels.print]: (contents) =>
      new Promise<void>((resolve) => contents.print({ silent: false, printBackground: true }, () => resolve())),
  };
}
