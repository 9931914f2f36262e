import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { answer, refusal } from '../../testing/answers.js';
import { startAskToRemember } from './ask-to-remember.js';

const fetched = jest.fn<typeof fetch>();
const asked = globalThis.fetch;
beforeEach(() => {
  fetched.mockReset();
  globalThis.fetch = fetched;
  document.body.innerHTML =
    '<header class="site-header"><a href="/signup?ref=ana">x</a></header><main><a href="https://else.example/">x</a></main>';
});
afterEach(() => void (globalThis.fetch = asked));

const settle = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};
const bar = () => document.querySelector<HTMLElement>('section[aria-label="Recommendation"]');
const button = (name: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
const links = () => [...document.querySelectorAll('a')].map((link) => link.getAttribute('href'));
const visit = { referrer: { code: 'ana', name: 'Ana' }, stored: false, ask: true, days: 60 };
async function come(said: object = visit, search = '?ref=ana') {
  fetched.mockResolvedValueOnce(answer(200, said));
  startAskToRemember(document, search);
  await settle();
}

describe('the question whether a browser may remember', () => {
  it('stands below the header, says who and for how long, and takes no focus', async () => {
    await come();
    expect(fetched.mock.calls).toEqual([['/referrals/visit?ref=ana']]);
    expect(document.querySelector('header')?.nextElementSibling).toBe(bar());
    expect(bar()?.textContent).toContain('Ana recommended OrbisVoice to you.');
    expect(bar()?.textContent).toContain('for 60 days');
    expect(document.activeElement).toBe(document.body);
  });

  it('names the code of who has no name, as text', async () => {
    await come({ ...visit, referrer: { code: '<b>ana</b>', name: null } });
    expect(bar()?.textContent).toMatch(/^<b>ana<\/b> recommended/);
  });

  it.each([
    ['nobody referred', visit, '?utm=1'],
    ['the server has nothing to ask', { ...visit, ask: false }, '?ref=ana'],
    ['nobody has the code', { referrer: null, stored: false, ask: false, days: null }, '?ref=ana'],
    ['it was answered before', visit, '?ref=ana&asked=no'],
  ])('is not asked where %s', async (_why, said, search) => {
    await come(said, search);
    expect(bar()).toBeNull();
  });

  it('is not asked where the server cannot say', async () => {
    fetched.mockResolvedValueOnce(refusal(429, 'rate_limited'));
    startAskToRemember(document, '?ref=ana');
    await settle();
    fetched.mockRejectedValueOnce(new TypeError('offline'));
    startAskToRemember(document, '?ref=ana');
    await settle();
    expect(bar()).toBeNull();
  });

  it('remembers on a yes, once, and says so where the keyboard is', async () => {
    await come();
    fetched.mockResolvedValueOnce(answer(200, { ...visit, stored: true, ask: false }));
    button('Remember it')?.focus();
    button('Remember it')?.click();
    button('Remember it')?.click();
    await settle();
    expect(fetched).toHaveBeenCalledTimes(2);
    const [path, init] = fetched.mock.calls[1] ?? [];
    expect([path, init?.method, JSON.parse(String(init?.body))]).toEqual([
      '/referrals/visit',
      'POST',
      { ref: 'ana' },
    ]);
    expect(bar()?.textContent).toContain('This browser remembers it for 60 days.');
    expect(document.activeElement).toBe(button('Close'));
    button('Close')?.click();
    expect(bar()).toBeNull();
  });

  it.each([
    ['refuses', () => fetched.mockResolvedValueOnce(refusal(429, 'rate_limited'))],
    ['stores nothing', () => fetched.mockResolvedValueOnce(answer(200, { ...visit, ask: false }))],
    ['is away', () => fetched.mockRejectedValueOnce(new TypeError('offline'))],
  ])('says so where the server %s', async (_what, mock) => {
    await come();
    mock();
    button('Remember it')?.click();
    await settle();
    expect(bar()?.textContent).toContain('That was not stored.');
  });

  it('goes on a no, stores nothing, and is not asked again on the pages that follow', async () => {
    await come();
    button('No, thanks')?.click();
    expect(bar()).toBeNull();
    expect(fetched).toHaveBeenCalledTimes(1);
    expect(links()).toEqual(['/signup?ref=ana&asked=no', 'https://else.example/']);
    await come(visit, '?ref=ana&asked=no');
    expect(fetched).toHaveBeenCalledTimes(1);
    expect(links()[0]).toBe('/signup?ref=ana&asked=no');
  });
});
