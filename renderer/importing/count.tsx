import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#renderer/importing/import.module.css';

type Props = { readonly value: number; readonly text: string; readonly tone: 'good' | 'plain' | 'warn' | 'bad' };

/** A number with what it counts; its colour only where there is something to count. */
export function Count({ value, text, tone }: Props): ReactNode {
  const { i18n } = useTranslation();
  return (
    <span className={classes.count} data-tone={value > 0 ? tone : 'plain'}>
      <b>{value.toLocaleString(i18n.language)}</b> {text}
    </span>
  );
}
