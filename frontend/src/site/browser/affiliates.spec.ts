import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { answer, refusal } from '../../testing/answers.js';
import { startApplication } from './affiliate-form.js';
import { carryReferral } from './carry-referral.js';

const fetched = jest.fn<typeof fetch>();
const asked = globalThis.fetch;
beforeEach(() => {
  fetched.mockReset();
  globalThis.fetch = fetched;
  globalThis.CSS = { escape: (text: string) => text } as never;
});
afterEach(() => void (globalThis.fetch = asked));

describe('the application', () => {
  const field = (name: string) => document.querySelector<HTMLInputElement>(`[name="${name}"]`);
  const words = (name: string) => document.querySelector<HTMLElement>(`[data-error="${name}"]`);
  beforeEach(() => {
    document.body.innerHTML = `
      <form data-application><p data-error="form" hidden></p>
        <input name="email" required value="a@b.example"><p data-error="email" hidden></p>
        <input name="website" value=""><p data-error="website" hidden></p>
        <button type="submit">Apply</button></form>
      <div data-applied hidden tabindex="-1"><b data-address></b></div>`;
    startApplication(document);
  });
  const submit = async () => {
    document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };

  it('sends what was filled in, and says where the mail went', async () => {
    fetched.mockResolvedValue(answer(202, { mailed: true }));
    await submit();
    expect(JSON.parse(String(fetched.mock.calls[0]?.[1]?.body))).toEqual({ email: 'a@b.example' });
    expect(document.querySelector('form')?.hidden).toBe(true);
    expect(document.querySelector('[data-address]')?.textContent).toBe('a@b.example');
    expect(document.activeElement?.hasAttribute('data-applied')).toBe(true);
  });

  it('puts complaints at their fields, and takes them away with the next attempt', async () => {
    const details = [{ path: 'website', message: 'is no address' }];
    fetched.mockResolvedValue(refusal(400, 'bad_request', details));
    await submit();
    expect(words('website')?.textContent).toBe('Is no address');
    expect(field('website')?.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(field('website'));
    expect(words('form')?.hidden).toBe(true);
    fetched.mockResolvedValue(refusal(429, 'rate_limited'));
    await submit();
    expect(words('website')?.hidden).toBe(true);
    expect(words('form')?.textContent).toBe('It is rate_limited.');
  });

  it('sends nothing while something is missing', async () => {
    const email = field('email') as HTMLInputElement;
    email.value = ' ';
    await submit();
    expect(words('email')?.textContent).toBe('This is needed.');
    expect(document.activeElement).toBe(email);
    expect(fetched).not.toHaveBeenCalled();
  });

  it('says so where nobody answers, and can be sent again', async () => {
    fetched.mockRejectedValue(new TypeError('offline'));
    await submit();
    expect(words('form')?.textContent).toMatch(/cannot be reached/);
    expect(document.querySelector('button')?.disabled).toBe(false);
  });
});

describe('carryReferral', () => {
  const links = () => [...document.querySelectorAll('a')].map((link) => link.getAttribute('href'));
  beforeEach(() => {
    document.body.innerHTML =
      '<a href="/signup">x</a><a href="/docs?a=1#b">x</a><a href="https://else.example/">x</a><a href="#here">x</a>';
  });

  it('takes the code along on our own pages, and nowhere else', () => {
    carryReferral(document, '?ref=ana%26co');
    expect(links()).toEqual([
      '/signup?ref=ana%26co',
      '/docs?a=1&ref=ana%26co#b',
      'https://else.example/',
      '#here',
    ]);
  });

  it('leaves links alone where nobody referred', () => {
    carryReferral(document, '?utm=1');
    expect(links()[0]).toBe('/signup');
  });
});
