import { ActionIcon, Kbd } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, type SubmitEvent, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#renderer/appointments/panel-frame.module.css';

type PanelFrameProps = {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly footer?: ReactNode;
  readonly onClose: () => void;
  /** Enter in a field, Ctrl+Enter anywhere. */
  readonly onSubmit?: () => void;
  readonly children: ReactNode;
};

/** The frame of every panel beside the timeline: a title, a body that scrolls, and what is to be pressed last. */
export function PanelFrame({ title, subtitle, footer, onClose, onSubmit, children }: PanelFrameProps): ReactNode {
  const { t } = useTranslation();
  const titleId = useId();
  const latest = useRef(onSubmit);
  latest.current = onSubmit;
  // What a field takes up by the same key is drawn first: the form is submitted with it, not with what stood there before.
  const submitDrawn = (): void => queueMicrotask(() => latest.current?.());
  const keys = usePanelKeys(submitDrawn);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    submitDrawn();
  };
  return (
    <form className={classes.panel} aria-labelledby={titleId} noValidate autoComplete="off" onSubmit={submit} {...keys}>
      <header className={classes.header}>
        <div className={classes.titles}>
          <h2 id={titleId} className={classes.title}>
            {title}
          </h2>
          {subtitle !== undefined && <div className={classes.subtitle}>{subtitle}</div>}
        </div>
        <ActionIcon size="md" aria-label={t('appointments.close')} title={t('appointments.close')} onClick={onClose}>
          <IconX size={17} stroke={1.8} />
        </ActionIcon>
      </header>
      {/* Without a button of this kind, Enter in one of several fields submits nothing. */}
      {onSubmit !== undefined && <button type="submit" hidden tabIndex={-1} aria-label={t('ui.action.save')} />}
      <div className={classes.body}>{children}</div>
      {footer !== undefined && <footer className={classes.footer}>{footer}</footer>}
    </form>
  );
}

type PanelKeys = {
  onKeyDownCapture(event: KeyboardEvent<HTMLFormElement>): void;
  onKeyDown(event: KeyboardEvent<HTMLFormElement>): void;
};

/** An open list takes Escape and Enter for itself: neither may close the panel or save the form. */
function usePanelKeys(onSubmit: () => void): PanelKeys {
  const wasInList = useRef(false);
  return {
    onKeyDownCapture: ({ target }) => {
      wasInList.current = target instanceof Element && isOpenList(target);
    },
    onKeyDown: (event) => {
      if (wasInList.current && (event.key === 'Escape' || event.key === 'Enter')) event.preventDefault();
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
      event.preventDefault();
      onSubmit();
    },
  };
}

/** A list or a menu; what only shows and hides a part of the panel leaves its keys alone. */
function isOpenList(field: Element): boolean {
  const opensList = field.getAttribute('role') === 'combobox' || field.hasAttribute('aria-haspopup');
  return opensList && field.getAttribute('aria-expanded') === 'true';
}

export function KeyHint({ children }: { readonly children: string }): ReactNode {
  return (
    <Kbd size="xs" aria-hidden ms={8}>
      {children}
    </Kbd>
  );
}
