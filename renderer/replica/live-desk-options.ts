import type { Instant } from '#shared/time/instant.ts';
import type { DeskMarks } from '#renderer/replica/desk-marks.ts';
import type { ServerLocator } from '#renderer/replica/network/server-locator.ts';
import type { DeskStorage } from '#renderer/replica/storage/desk-storage.ts';

/** What has to be there before a window's desk can be. */
export type LiveDeskOptions = {
  /** Names its databases and channels. */
  readonly name: string;
  /** What a desk is called that nobody was asked about; people read it. */
  readonly usualName: string;
  readonly storage: DeskStorage;
  readonly locator: ServerLocator;
  readonly marks: DeskMarks;
  readonly lastSyncAt: Instant | null;
};
