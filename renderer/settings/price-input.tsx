import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parsePrice, priceText } from '#renderer/settings/money.ts';

type Props = {
  readonly priceMinor: number;
  readonly currency: string;
  readonly fault: string | null;
  readonly onChange: (priceMinor: number) => void;
  /** Whether what stands in the field is no price; the form then waits. */
  readonly onWrong: (isWrong: boolean) => void;
};

/** A price as a decimal; what was typed stays in the field, also when it is no price. */
export function PriceInput({ priceMinor, currency, fault, onChange, onWrong }: Props): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && parsePrice(typed, currency) === null;
  return (
    <TextInput
      label={t('settings.services.price')}
      inputMode="decimal"
      style={{ flex: 1 }}
      value={typed ?? priceText(priceMinor, currency)}
      error={isWrong ? t('refusal.price-out-of-range') : fault}
      onChange={(event) => {
        const next = event.currentTarget.value;
        const price = parsePrice(next, currency);
        setTyped(next);
        onWrong(price === null);
        if (price !== null) onChange(price);
      }}
      onBlur={() => {
        if (!isWrong) setTyped(null);
      }}
    />
  );
}
