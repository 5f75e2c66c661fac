import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useClinic } from '#renderer/sign-in/use-clinic.ts';

/** The PIN of the demo clinic, or the owner's first one; nothing at all in a clinic at work. */
export function DemoHint(): ReactNode {
  const { t } = useTranslation();
  const hint = useClinic()?.signInHint ?? null;
  if (hint === null) return null;
  return t(hint.kind === 'demo' ? 'sign-in.demo' : 'sign-in.firstStart', { pin: hint.pin });
}
