import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { toCase } from '#renderer/conflicts/inbox-case.ts';
import type { InboxItem } from '#renderer/replica/desk.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { contextAt, foresee } from '#renderer/timeline/foresee.ts';
import { showNotice } from '#renderer/ui/notice.tsx';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';
import { useShell } from '#renderer/ui/shell/shell-context.tsx';
import { useSubmissionNotice } from '#renderer/ui/submission-notice.ts';

type Refused = Extract<InboxItem, { kind: 'refused' }>;

/** Says it at once when the server took nothing because a hold had ended; Enter books it after all, if it is still free. */
export function useEndedHoldNotices(): void {
  const { inbox } = useDesk();
  const offer = useRef<(item: Refused) => void>(() => undefined);
  offer.current = useOffer();
  useEffect(() => {
    const known = new Set(endedOf(inbox.get()).map(({ entry }) => entry.command.id));
    return inbox.subscribe(() => {
      for (const item of endedOf(inbox.get())) {
        if (known.has(item.entry.command.id)) continue;
        known.add(item.entry.command.id);
        // The screen still shows what was refused until this step is over.
        setTimeout(() => offer.current(item), 0);
      }
    });
  }, [inbox]);
}

function endedOf(items: readonly InboxItem[]): readonly Refused[] {
  return items.filter(
    (item): item is Refused => item.kind === 'refused' && item.verdict.refusal.code === 'hold-expired',
  );
}

function useOffer(): (item: Refused) => void {
  const { t } = useTranslation();
  const desk = useDesk();
  const shell = useShell();
  const tell = useSubmissionNotice();
  return (item) => {
    const { id, name, input } = item.entry.command;
    // The desk parses every intent before it decides; what no longer fits its schema is refused there.
    const intent = { name, input } as CommandIntent;
    const block = intent.name === 'block.put' ? intent.input : null;
    const context = block === null ? '' : 'block';
    const what = block === null ? '' : block.reason || t(`appointments.blockKind.${block.kind}`);
    const named = what || toCase(item, desk.view, desk.deskId()).contact.who;
    const who = withoutOverrides(named) || t('appointments.nobody');
    const isFree = foresee(intent, desk.view, contextAt(desk)) === null;
    const again = async (): Promise<void> => {
      const submission = await desk.submit(intent, { label: `appointments.undo.${block === null ? 'book' : 'block'}` });
      if (!tell(submission, t('appointments.hold.bookedAgain', { who, context }))) return shell.show('conflicts');
      await desk.dismiss(id);
    };
    showNotice({
      tone: 'problem',
      title: t('appointments.hold.endedTitle', { who, context }),
      text: t(isFree ? 'appointments.hold.endedFree' : 'appointments.hold.endedTaken'),
      action: isFree
        ? { label: t('appointments.hold.bookAgain', { context }), run: () => void again(), isAsked: true }
        : { label: t('appointments.hold.show'), run: () => shell.show('conflicts') },
    });
  };
}
