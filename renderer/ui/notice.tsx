import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useEffect, useRef } from 'react';

export type Notice = {
  readonly tone: 'done' | 'warning' | 'problem';
  readonly title?: string;
  readonly text: string;
  /** A button in the notice, such as Undo; the notice goes when it is pressed. */
  readonly action?: NoticeAction;
};

type NoticeAction = {
  readonly label: string;
  readonly run: () => void;
  /** Enter does it, unless somebody is typing something else. */
  readonly isAsked?: boolean;
};

const colors = { done: 'petrol', warning: 'yellow', problem: 'red' } as const;
const stayMs = { done: 5_000, warning: 9_000, problem: 12_000 } as const;

let lastDone: string | null = null;

/** Says something at the lower edge of the screen; text is only ever text. */
export function notify(notice: Notice): void {
  showNotice(notice);
}

/**
 * The same, with the way to take it back. The last thing done is the only one that still says so: an older notice's
 * Undo would undo something else.
 */
export function showNotice({ tone, title, text, action }: Notice): () => void {
  if (tone === 'done' && lastDone !== null) notifications.hide(lastDone);
  const id = notifications.show({
    color: colors[tone],
    title,
    message: (
      <NoticeBody text={text} action={action && { ...action, run: () => (notifications.hide(id), action.run()) }} />
    ),
    autoClose: stayMs[tone],
    'data-tone': tone,
    role: tone === 'problem' ? 'alert' : 'status',
  });
  if (tone === 'done') lastDone = id;
  return () => notifications.hide(id);
}

/** What was done has been seen: somebody works on, and it may cover what is said next. */
export function hideLastDone(): void {
  if (lastDone !== null) notifications.hide(lastDone);
}

function NoticeBody({ text, action }: Pick<Notice, 'text' | 'action'>): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  const isAsked = action?.isAsked === true;
  useEffect(() => {
    if (isAsked && document.activeElement?.matches('input, textarea, select, [contenteditable]') !== true)
      button.current?.focus();
  }, [isAsked]);
  return (
    <Group justify="space-between" wrap="nowrap" gap="md">
      <Text fz="sm" c="inherit" style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Text>
      {action && (
        <Button ref={button} size="compact-sm" variant="light" onClick={action.run} style={{ flexShrink: 0 }}>
          {action.label}
        </Button>
      )}
    </Group>
  );
}
