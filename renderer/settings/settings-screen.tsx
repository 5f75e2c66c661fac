import type { ReactNode } from 'react';

export function SettingsScreen(_props: { readonly section: string }): ReactNode {
  return null;
}
