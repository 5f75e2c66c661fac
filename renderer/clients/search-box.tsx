import { Kbd, Text, TextInput } from '@mantine/core';
import { IconCalendarPlus, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Client } from '#shared/scheduling/client.ts';
import { nextVisits, visitTitle } from '#renderer/clients/client-visits.ts';
import classes from '#renderer/clients/search.module.css';
import { useFoundClients } from '#renderer/clients/use-client-search.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { formatTime } from '#renderer/ui/format-time.ts';
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import { useShell } from '#renderer/ui/shell/shell-context.tsx';

const LIMIT = 8;

/** Type, arrow, Enter. Shift+Enter books for the client; the last row puts a new client on file. */
export function SearchBox({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const { show, book: openBooking } = useShell();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  // Not deferred: Enter right after the last letter must mean what the letters say.
  const found = useFoundClients(query, LIMIT);
  const rowCount = found.length + 1;
  const at = Math.min(active, rowCount - 1);

  const openRow = (index: number): void => {
    const client = found[index];
    onDone();
    show('clients', client === undefined ? `new?${encodeURIComponent(query.trim())}` : client.id);
  };
  const book = (client: Client): void => {
    onDone();
    openBooking({ clientId: client.id });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const chosen = found[at];
    if (event.key === 'ArrowDown') setActive((at + 1) % rowCount);
    else if (event.key === 'ArrowUp') setActive((at + rowCount - 1) % rowCount);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      if (event.shiftKey && chosen !== undefined) book(chosen);
      else openRow(at);
    } else return;
    event.preventDefault();
  };

  return (
    <div className={classes.box}>
      <TextInput
        ref={field}
        data-autofocus
        variant="unstyled"
        size="lg"
        leftSection={<IconSearch size={20} stroke={1.7} />}
        leftSectionWidth={48}
        placeholder={t('clients.search.placeholder')}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded
        aria-controls="client-search-results"
        aria-activedescendant={`client-search-${at}`}
        aria-label={t('clients.search.placeholder')}
        autoComplete="off"
        spellCheck={false}
      />
      <div className={classes.results} id="client-search-results" role="listbox" aria-label={t('clients.title')}>
        <Results found={found} active={at} onOpen={openRow} onBook={book} onDone={onDone} />
        <Row index={found.length} isActive={at === found.length} onPress={() => openRow(found.length)}>
          <span className={classes.plus}>
            <IconUserPlus size={18} stroke={1.7} />
          </span>
          <span className={classes.label}>
            {query.trim() === '' ? t('clients.newClient') : t('clients.newNamed', { name: query.trim() })}
          </span>
        </Row>
      </div>
      <div className={classes.hints}>
        <Hint keys="↑ ↓" text={t('clients.search.choose')} />
        <Hint keys="Enter" text={t('clients.search.open')} />
        <Hint keys="Shift Enter" text={t('clients.search.book')} />
        <Hint keys="Esc" text={t('ui.action.close')} />
      </div>
    </div>
  );
}

type ResultsProps = {
  readonly found: readonly Client[];
  readonly active: number;
  readonly onOpen: (index: number) => void;
  readonly onBook: (client: Client) => void;
  readonly onDone: () => void;
};

function Results({ found, active, onOpen, onBook, onDone }: ResultsProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const { reveal } = useShell();
  const next = useMemo(() => nextVisits(desk.view, new Set(found.map(({ id }) => id)), desk.now()), [desk, found]);
  const show = (visit: Appointment): void => {
    onDone();
    reveal(visit.id);
  };
  return found.map((client, index) => {
    const visit = next.get(client.id);
    return (
      <Row key={client.id} index={index} isActive={index === active} onPress={() => onOpen(index)}>
        <PersonAvatar name={client.name} color={null} size={34} />
        <span className={classes.label}>
          <Name>{client.name}</Name>
          <Text span fz="xs" c="dimmed" truncate>
            {[client.phone, client.email].filter((part) => part !== '').join(' · ') || ' '}
          </Text>
        </span>
        {visit !== undefined && <VisitChip visit={visit} onPress={() => show(visit)} />}
        <button
          type="button"
          tabIndex={-1}
          className={classes.book}
          title={t('clients.book')}
          aria-label={t('clients.book')}
          onClick={(event) => {
            event.stopPropagation();
            onBook(client);
          }}
        >
          <IconCalendarPlus size={18} stroke={1.7} />
        </button>
      </Row>
    );
  });
}

function VisitChip({ visit, onPress }: { readonly visit: Appointment; readonly onPress: () => void }): ReactNode {
  const { i18n } = useTranslation();
  const { view } = useDesk();
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.visit}
      title={visitTitle(view, visit)}
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
    >
      {formatTime(visit.start, visit.zone, { style: 'day-and-time', language: i18n.language })}
    </button>
  );
}

type RowProps = {
  readonly index: number;
  readonly isActive: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
};

function Row({ index, isActive, onPress, children }: RowProps): ReactNode {
  return (
    // The keyboard works through the field above: its arrows choose the row, Enter opens it.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={`client-search-${index}`}
      role="option"
      aria-selected={isActive}
      className={classes.row}
      onClick={onPress}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' });
      }}
    >
      {children}
    </div>
  );
}

function Hint({ keys, text }: { readonly keys: string; readonly text: string }): ReactNode {
  return (
    <span className={classes.hint}>
      {keys.split(' ').map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
      {text}
    </span>
  );
}
