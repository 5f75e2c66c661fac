import { CloseButton, Combobox, TextInput, useCombobox } from '@mantine/core';
import { IconUserPlus, IconUserQuestion } from '@tabler/icons-react';
import { type ReactNode, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/scheduling/client.ts';
import type { ClientPick } from '#renderer/appointments/booking/booking-form.ts';
import classes from '#renderer/appointments/panel-frame.module.css';
import { useFoundClients } from '#renderer/clients/use-client-search.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import type { View } from '#renderer/replica/desk.ts';
import { Name } from '#renderer/ui/person-name.tsx';

type ClientFieldProps = {
  readonly value: ClientPick | null;
  readonly onChange: (pick: ClientPick | null) => void;
  /** The id that somebody new will get; made with the form, so that saving twice makes one person. */
  readonly newClientId: string;
  /** After a choice was made, to go on with the next field. */
  readonly onChosen?: () => void;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
  readonly error?: string | null;
};

const SHOWN = 6;

/** Finds a client by name or telephone, puts a new one on file by name, or leaves it open who will come. */
export function ClientField({ value, onChange, newClientId, onChosen, inputRef, error }: ClientFieldProps): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const [typed, setTyped] = useState<string | null>(null);
  const query = (typed ?? '').trim();
  const found = useFoundClients(query, query === '' ? 0 : SHOWN).filter((client) => client.isActive);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const take = (pick: ClientPick): void => {
    onChange(pick);
    setTyped(null);
    combobox.closeDropdown();
  };
  const choose = (option: string): void => {
    take(pickOf(option, query, newClientId));
    // A new person's telephone is asked for first, in a field that is drawn after this.
    requestAnimationFrame(() => onChosen?.());
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} shadow="md" offset={4}>
      <Combobox.Target>
        <TextInput
          ref={inputRef}
          label={t('appointments.client.label')}
          placeholder={t('appointments.client.placeholder')}
          error={error}
          description={
            value?.choice.kind === 'nobody' && value.label !== '' && typed === null
              ? t('appointments.client.onlyNoted')
              : undefined
          }
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={typed ?? shownName(value, view, t('appointments.nobody'))}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            // After the options of this letter are drawn.
            requestAnimationFrame(() => combobox.selectFirstOption());
          }}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => {
            combobox.closeDropdown();
            // What was typed and not chosen is kept as a note of who it is for; nothing typed is lost.
            if (typed !== null) take({ choice: { kind: 'nobody' }, label: query });
          }}
          onKeyDown={(event) => {
            const isLeavingOpen = event.key === 'Enter' && typed === null && value === null && !combobox.dropdownOpened;
            if (!isLeavingOpen) return;
            event.preventDefault();
            choose('nobody');
          }}
          rightSection={
            value !== null && typed === null ? (
              <CloseButton
                size="sm"
                tabIndex={-1}
                aria-label={t('appointments.client.clear')}
                onClick={() => onChange(null)}
              />
            ) : null
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options>
          {found.map((client) => (
            <Combobox.Option key={client.id} value={client.id}>
              <KnownClient client={client} />
            </Combobox.Option>
          ))}
          {query !== '' && (
            <Combobox.Option value="new">
              <span className={classes.option}>
                <IconUserPlus size={16} stroke={1.8} aria-hidden />
                <span className={classes.optionName}>{t('appointments.client.new', { name: query })}</span>
              </span>
            </Combobox.Option>
          )}
          <Combobox.Option value="nobody">
            <span className={classes.option}>
              <IconUserQuestion size={16} stroke={1.8} aria-hidden />
              <span className={classes.optionName}>
                {query === ''
                  ? t('appointments.client.nobody')
                  : t('appointments.client.nobodyCalled', { name: query })}
              </span>
            </span>
          </Combobox.Option>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function pickOf(option: string, query: string, newClientId: string): ClientPick {
  if (option === 'nobody') return { choice: { kind: 'nobody' }, label: query };
  if (option === 'new') return { choice: { kind: 'new', id: newClientId, name: query, phone: '' }, label: '' };
  return { choice: { kind: 'known', id: option }, label: '' };
}

function KnownClient({ client }: { readonly client: Client }): ReactNode {
  const hint = client.phone || (client.birthDate ?? '');
  return (
    <span className={classes.option}>
      <span className={classes.optionName}>
        <Name>{client.name}</Name>
      </span>
      <span className={classes.optionHint}>{hint}</span>
    </span>
  );
}

function shownName(value: ClientPick | null, view: View, nobody: string): string {
  if (value === null) return '';
  if (value.choice.kind === 'known') return view.find('clients', value.choice.id)?.name ?? '';
  return value.choice.kind === 'new' ? value.choice.name : value.label || nobody;
}
