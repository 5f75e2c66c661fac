import { Autocomplete, ColorInput, Group, Input, NumberInput, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Service, serviceFields } from '#shared/scheduling/service.ts';
import { useDocuments } from '#renderer/replica/desk-context.tsx';
import { ActiveAndOrder } from '#renderer/settings/active-and-order.tsx';
import { EditorDrawer } from '#renderer/settings/editor-drawer.tsx';
import { fieldsOf } from '#renderer/settings/fields-of.ts';
import { PhasesEditor } from '#renderer/settings/phases-editor.tsx';
import { PriceInput } from '#renderer/settings/price-input.tsx';
import { swatches } from '#renderer/settings/swatches.ts';
import { useFaultText } from '#renderer/ui/forms/field-fault.ts';
import { useUpsertForm } from '#renderer/ui/forms/use-upsert-form.ts';

type Fields = Omit<Service, 'id' | 'version'>;
type Props = {
  readonly service: Service | null;
  readonly nextOrder: number;
  readonly defaultCurrency: string;
  readonly onClose: () => void;
};

export function ServiceEditor({ service, nextOrder, defaultCurrency, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const services = useDocuments('services');
  const [blank] = useState(() => blankService(nextOrder, defaultCurrency));
  const [isPriceWrong, setPriceWrong] = useState(false);
  const form = useUpsertForm<Fields>({
    document: service === null ? null : fieldsOf(service),
    blank,
    schema: serviceFields,
    intent: (input) => ({ name: 'service.upsert', input }),
    label: 'settings.undo.service',
  });
  const fault = useFaultText(form.faults);
  const { values } = form;
  const categories = [...new Set(services.map(({ category }) => category).filter((one) => one !== ''))];
  const unit = t('settings.services.minutesUnit');
  return (
    <EditorDrawer
      title={service?.name ?? t('settings.services.new')}
      form={form}
      isBlocked={isPriceWrong}
      onClose={onClose}
    >
      <TextInput
        label={t('settings.name')}
        value={values.name}
        error={fault('name')}
        onChange={(event) => form.set({ name: event.currentTarget.value })}
        data-autofocus
      />
      <Group grow align="flex-start">
        <Autocomplete
          label={t('settings.services.category')}
          data={categories}
          value={values.category}
          error={fault('category')}
          onChange={(category) => form.set({ category })}
        />
        <ColorInput
          label={t('settings.services.color')}
          format="hex"
          swatches={swatches}
          swatchesPerRow={8}
          value={values.color}
          error={fault('color')}
          onChange={(color) => form.set({ color })}
        />
      </Group>
      <Group align="flex-start" wrap="nowrap">
        <PriceInput
          priceMinor={values.priceMinor}
          currency={values.currency}
          fault={fault('priceMinor')}
          onChange={(priceMinor) => form.set({ priceMinor })}
          onWrong={setPriceWrong}
        />
        <TextInput
          label={t('settings.services.currency')}
          w={110}
          maxLength={3}
          value={values.currency}
          error={fault('currency')}
          onChange={(event) => form.set({ currency: event.currentTarget.value.toUpperCase() })}
        />
      </Group>
      <Input.Wrapper
        label={t('settings.services.phases')}
        description={t('settings.services.phasesHint')}
        error={fault('phases')}
        labelElement="div"
      >
        <PhasesEditor phases={values.phases} fault={fault} onChange={(phases) => form.set({ phases })} />
      </Input.Wrapper>
      <Group grow align="flex-start">
        <NumberInput
          label={t('settings.services.bufferBefore')}
          suffix={` ${unit}`}
          min={0}
          max={720}
          allowDecimal={false}
          value={values.bufferBeforeMinutes}
          error={fault('bufferBeforeMinutes')}
          onChange={(minutes) => form.set({ bufferBeforeMinutes: Number(minutes) })}
        />
        <NumberInput
          label={t('settings.services.bufferAfter')}
          suffix={` ${unit}`}
          min={0}
          max={720}
          allowDecimal={false}
          value={values.bufferAfterMinutes}
          error={fault('bufferAfterMinutes')}
          onChange={(minutes) => form.set({ bufferAfterMinutes: Number(minutes) })}
        />
      </Group>
      <ActiveAndOrder values={values} orderFault={fault('order')} onChange={form.set} />
    </EditorDrawer>
  );
}

function blankService(order: number, currency: string): Fields {
  return {
    name: '',
    category: '',
    color: '#1971c2',
    phases: [{ name: '', minutes: 30, needs: [{ kind: 'practitioner', skills: [], count: 1 }] }],
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    priceMinor: 0,
    currency,
    order,
    isActive: true,
  };
}
