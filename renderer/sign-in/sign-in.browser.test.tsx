import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { SignIn } from '#shared/replication/session.ts';
import { at } from '#tests/builders/clinic.ts';
import { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { AppOnDesk } from '#tests/harness/app-on-desk.tsx';
import { demoDesk, receptionist } from '#tests/harness/panels/demo-desk.ts';

type Answer = SignIn | { readonly kind: 'unknown-offline' };

/** A desk whose server answers a PIN as told. */
class GuardedDesk extends InMemoryDesk {
  readonly tried: string[] = [];
  readonly #answers: Answer[];

  constructor(answers: Answer[]) {
    super(demoDesk().view, { person: receptionist, now: at('09:07') });
    this.#answers = answers;
    this.lock();
  }

  override signIn(personId: string, pin: string): Promise<Answer> {
    this.tried.push(`${personId} ${pin}`);
    const answer = this.#answers.shift() ?? { kind: 'unknown-offline' as const };
    if (answer.kind === 'signed-in') this.session.set({ state: 'signed-in', person: answer.person });
    return Promise.resolve(answer);
  }
}

async function open(...answers: Answer[]): Promise<GuardedDesk> {
  await page.viewport(1280, 800);
  const desk = new GuardedDesk(answers);
  await render(<AppOnDesk desk={desk} />);
  await page.getByRole('button', { name: /Mira Lindqvist/ }).click();
  return desk;
}

test('a PIN is typed on the number keys and Enter signs in', async () => {
  const desk = await open({ kind: 'signed-in', person: receptionist });
  await userEvent.keyboard('12x34');
  await expect.element(page.getByRole('img', { name: '4 digits entered' })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  expect(desk.tried).toEqual([`${receptionist.id} 1234`]);
});

test('a PIN is typed by mouse, and a wrong digit taken back', async () => {
  const desk = await open({ kind: 'signed-in', person: receptionist });
  for (const digit of ['1', '2', '3', '5']) await page.getByRole('button', { name: `Digit ${digit}` }).click();
  await page.getByRole('button', { name: 'Delete the last digit' }).click();
  await page.getByRole('button', { name: 'Digit 4' }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect.element(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  expect(desk.tried).toEqual([`${receptionist.id} 1234`]);
});

test('a wrong PIN says how many tries are left, and the next one can be typed at once', async () => {
  const desk = await open({ kind: 'wrong-pin', attemptsLeft: 2 }, { kind: 'signed-in', person: receptionist });
  await userEvent.keyboard('9999{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('That PIN is not right. 2 tries left.');
  await userEvent.keyboard('1234{Enter}');
  await expect.element(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  expect(desk.tried).toHaveLength(2);
});

test('a locked person waits, and is told how long', async () => {
  const desk = await open({ kind: 'locked', retryAfterSeconds: 300 });
  await userEvent.keyboard('9999{Enter}');
  await expect.element(page.getByText(/Try again in 5 minutes\./)).toBeVisible();
  await userEvent.keyboard('1234{Enter}');
  expect(desk.tried).toHaveLength(1);
  await expect.element(page.getByRole('button', { name: 'Digit 1' })).toBeDisabled();
});

test('without the server, somebody who is new to this desk is told what to do', async () => {
  await open({ kind: 'unknown-offline' });
  await userEvent.keyboard('1234{Enter}');
  await expect.element(page.getByText(/you have not signed in on this desk before/)).toBeVisible();
});

test('a desk that is not enrolled asks for the code', async () => {
  const desk = new GuardedDesk([]);
  desk.session.set({ state: 'not-enrolled', reason: 'needs-code' });
  await render(<AppOnDesk desk={desk} />);
  await expect.element(page.getByRole('textbox', { name: 'Enrolment code' })).toHaveFocus();
  await expect.element(page.getByRole('button', { name: 'Connect' })).toBeDisabled();
});
