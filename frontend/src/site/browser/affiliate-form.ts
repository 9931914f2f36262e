import type { ErrorBody } from '@orbisvoice/contracts';

/** The application on the affiliate page. The API's contract checks it, and its complaints go to the fields they name. */
export function startApplication(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('[data-application]');
  const button = form?.querySelector('button');
  if (!form || !button) return;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (button.disabled) return;
    clear(form);
    if (missing(form)) return;
    button.disabled = true;
    void send(form)
      .then((failure) => (failure ? complain(form, failure) : thank(page, form)))
      .catch(() => say(form, 'form', 'The server cannot be reached. Check your connection.'))
      .finally(() => (button.disabled = false));
  });
}

/** Says what is needed before anything is sent; the rest is the contract's to judge. */
function missing(form: HTMLFormElement): boolean {
  const empty = [...form.querySelectorAll<HTMLInputElement>('[required]')].filter(
    ({ value }) => !value.trim(),
  );
  for (const { name } of empty) say(form, name, 'This is needed.');
  empty[0]?.focus();
  return empty.length > 0;
}

/** Undefined where it went through. */
async function send(form: HTMLFormElement): Promise<ErrorBody['error'] | undefined> {
  const filled = [...new FormData(form)].filter(([, value]) => value !== '');
  const answer = await fetch('/affiliates/apply', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(filled)),
  });
  return answer.ok ? undefined : ((await answer.json()) as ErrorBody).error;
}

function complain(form: HTMLFormElement, { message, details = [] }: ErrorBody['error']): void {
  const placed = details.filter((detail) => say(form, detail.path, detail.message));
  if (placed.length < Math.max(1, details.length)) say(form, 'form', message);
  form.querySelector<HTMLElement>('[aria-invalid]')?.focus();
}

/** Puts words at a field; false where there is no such field. */
function say(form: HTMLFormElement, name: string, text: string): boolean {
  const place = form.querySelector<HTMLElement>(`[data-error="${CSS.escape(name)}"]`);
  if (!place) return false;
  place.textContent = text.charAt(0).toUpperCase() + text.slice(1);
  place.hidden = false;
  form.querySelector(`[name="${CSS.escape(name)}"]`)?.setAttribute('aria-invalid', 'true');
  return true;
}

function clear(form: HTMLFormElement): void {
  for (const place of form.querySelectorAll<HTMLElement>('[data-error]')) place.hidden = true;
  for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
}

function thank(page: Document, form: HTMLFormElement): void {
  const thanks = page.querySelector<HTMLElement>('[data-applied]');
  const email = String(new FormData(form).get('email'));
  const place = thanks?.querySelector('[data-address]');
  if (!thanks || !place) return;
  place.textContent = email;
  form.hidden = true;
  thanks.hidden = false;
  thanks.focus();
}
