import { NumberInput, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type Values = { readonly isActive: boolean; readonly order: number };
type Props = {
  readonly values: Values;
  readonly orderFault: string | null;
  readonly onChange: (patch: Partial<Values>) => void;
};

/** What every list has: the place in it, and whether an entry is still in use. */
export function ActiveAndOrder({ values, orderFault, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <NumberInput
        label={t('settings.order')}
        description={t('settings.orderHint')}
        value={values.order}
        min={0}
        max={10_000}
        allowDecimal={false}
        w={160}
        error={orderFault}
        onChange={(order) => onChange({ order: Number(order) })}
      />
      <Switch
        label={t('settings.isActive')}
        description={t('settings.isActiveHint')}
        checked={values.isActive}
        onChange={(event) => onChange({ isActive: event.currentTarget.checked })}
      />
    </>
  );
}
