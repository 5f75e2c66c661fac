import { Text, Title, UnstyledButton } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '#shared/scheduling/person.ts';
import { useDesk, useDocuments, useStore } from '#renderer/replica/desk-context.tsx';
import { EnrolForm } from '#renderer/sign-in/enrol-form.tsx';
import { DemoHint } from '#renderer/sign-in/demo-hint.tsx';
import { PinPad } from '#renderer/sign-in/pin-pad.tsx';
import classes from '#renderer/sign-in/sign-in.module.css';
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx';
import { Name, withoutOverrides } from '#renderer/ui/person-name.tsx';
import { AppearanceMenu } from '#renderer/ui/shell/appearance-menu.tsx';
import { BrandMark } from '#renderer/ui/shell/brand-mark.tsx';
import { SyncPill } from '#renderer/ui/shell/sync-pill.tsx';

/** What a desk shows while nobody is signed in: connect it, or choose who works here. */
export function SignInScreen(): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const session = useStore(desk.session);
  const tenantName = useStore(desk.tenantName);
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <BrandMark size={34} />
        <span className={classes.clinic}>{withoutOverrides(tenantName) || t('ui.appName')}</span>
        {session.state === 'locked' && <SyncPill />}
        <AppearanceMenu />
      </header>
      <main className={classes.middle}>
        {session.state === 'not-enrolled' ? <EnrolForm reason={session.reason} /> : <ChoosePerson />}
      </main>
      <footer className={classes.bottom}>
        <DemoHint />
      </footer>
    </div>
  );
}

function ChoosePerson(): ReactNode {
  const { t } = useTranslation();
  const people = usePeople();
  const [personId, setPersonId] = useState<string | null>(null);
  const chosen = people.find(({ id }) => id === personId);
  if (chosen !== undefined) return <PinPad person={chosen} onBack={() => setPersonId(null)} />;
  return (
    <>
      <Title order={1}>{t('sign-in.who')}</Title>
      {people.length === 0 && <Nobody />}
      <div className={classes.people}>
        {people.map((person) => (
          <UnstyledButton key={person.id} className={classes.card} onClick={() => setPersonId(person.id)}>
            <PersonAvatar name={person.name} color={person.color} size={46} />
            <span>
              <span className={classes.name}>
                <Name>{person.name}</Name>
              </span>
              <Text fz="xs" c="dimmed">
                {person.title === '' ? t(`ui.role.${person.role}`) : person.title}
              </Text>
            </span>
          </UnstyledButton>
        ))}
      </div>
    </>
  );
}

function Nobody(): ReactNode {
  const { t } = useTranslation();
  const { connection, lastSyncAt } = useStore(useDesk().status);
  const isFetching = connection === 'connecting' || (connection === 'online' && lastSyncAt === null);
  return (
    <Text c="dimmed" maw={420} ta="center">
      {t(isFetching ? 'sign-in.loading' : 'sign-in.nobody')}
    </Text>
  );
}

const roleOrder: readonly Person['role'][] = ['receptionist', 'manager', 'owner', 'practitioner'];

/** Those who sit at the desk come first. */
function usePeople(): readonly Person[] {
  const { i18n } = useTranslation();
  const people = useDocuments('people');
  return useMemo(() => {
    const byName = new Intl.Collator(i18n.language);
    const place = ({ role }: Person): number => roleOrder.indexOf(role);
    return people
      .filter(({ isActive }) => isActive)
      .toSorted((a, b) => place(a) - place(b) || byName.compare(a.name, b.name));
  }, [people, i18n.language]);
}
