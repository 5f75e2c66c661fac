/** Leads to the first field of a form that is not filled in right. */
export function focusFault(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('input[aria-invalid="true"]')?.focus();
}
