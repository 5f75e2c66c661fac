import type { ConsoleMessage, Page } from '@playwright/test';

/**
 * What a page says that it should not: errors, warnings, exceptions. The browser's own notes about a server that does
 * not answer are expected where a journey cuts the line.
 */
export function collectComplaints(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    if (isComplaint && !isOutage(message)) complaints.push(`${message.type()}: ${message.text()}`);
  });
}

function isOutage(message: ConsoleMessage): boolean {
  const { pathname } = new URL(message.location().url || 'http://nowhere/');
  const isOfTheServer = ['/trpc/', '/enrolment', '/service-worker.js'].some((path) => pathname.startsWith(path));
  return isOfTheServer && message.text().startsWith('Failed to load resource: net::ERR_');
}
