import { useTranslation } from 'react-i18next';
import type { FieldFaults } from '#renderer/ui/forms/edits.ts';

/** Reads a field's fault as a sentence, or null; for the `error` of an input. */
export function useFaultText(faults: FieldFaults): (field: string) => string | null {
  const { t } = useTranslation();
  return (field) => {
    const code = faults[field];
    return code === undefined ? null : t(`refusal.${code}`);
  };
}
