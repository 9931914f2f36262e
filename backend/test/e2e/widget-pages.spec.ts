import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { waitFor } from '../support/wait-for.js';
import { startChromium, withoutChromium } from './support/chromium.js';
import { startHostSite, type HostSite } from './support/host-site.js';
import { writeMicrophone } from './support/microphone-file.js';
import { buildReactPage } from './support/react-page.js';
import { WidgetVisit } from './support/widget-visit.js';

const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-widget-'));
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

let site: HostSite;
let chromium: Browser;
let visit: WidgetVisit | undefined;

beforeAll(async () => {
  if (withoutChromium) return;
  const microphone = join(folder, 'microphone.wav');
  writeMicrophone(microphone, [60_000]);
  const react = await buildReactPage();
  [site, chromium] = await Promise.all([
    startHostSite({
      play: {
        turns: [
          { on: { type: 'text', contains: 'open' }, reply: [{ say: 'From nine to five.', audioMs: 800 }] },
        ],
      },
      agent: { consentText: 'May we keep a transcript?', firstMessage: '' },
      script: (name) => (name === 'react' ? react : undefined),
    }),
    startChromium(microphone),
  ]);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const visitPage = async (path: string, look = {}, origin = site.origin): Promise<WidgetVisit> => {
  await visit?.close();
  visit = await WidgetVisit.begin(chromium, look);
  await visit.page.goto(`${origin}${path}`);
  return visit;
};
const endCall = async (guest: WidgetVisit): Promise<void> => {
  await guest.button('End conversation').click();
  await waitFor(async () => (await guest.microphones()).live === 0);
};
const newestCall = async () =>
  (await site.test.rows('select * from calls order by id desc limit 1'))[0] ?? {};

(withoutChromium ? describe.skip : describe)('the example page', () => {
  it.each(['plain', 'attributes', 'react', 'pinned'])(
    '%s holds a call',
    async (path) => {
      const guest = await visitPage(`/${path}`);
      await guest.startCall();
      expect(await newestCall()).toMatchObject({ channel: 'widget', origin: site.origin, status: 'live' });
      await endCall(guest);
      expect(guest.complaints).toEqual([]);
    },
    60_000,
  );

  it('strict-csp holds a call under its policy and breaks no rule of it', async () => {
    const guest = await visitPage('/strict-csp');
    await guest.page.evaluate(
      `addEventListener('securitypolicyviolation', (event) => (window.broken ??= []).push(event.effectiveDirective))`,
    );
    await guest.startCall();
    // The worklet is the script itself, at the one address that the policy names.
    await waitFor(async () => (await guest.probe()).sent.some(({ type }) => type === 'audio'), 20_000);
    await endCall(guest);
    expect(await guest.page.evaluate('window.broken ?? []')).toEqual([]);
    expect(guest.complaints).toEqual([]);
  }, 60_000);

  it('spa keeps the call while the application changes its routes', async () => {
    const guest = await visitPage('/spa');
    await guest.startCall();
    const { id } = await newestCall();
    for (const name of ['Cart', 'Contact', 'Shop']) {
      await guest.page.getByRole('link', { name: `Go to ${name}` }).click();
      await guest.page.getByRole('heading', { name, exact: true }).waitFor();
      await guest.button('End conversation').waitFor();
    }
    expect(await guest.page.locator('orbis-voice').count()).toBe(1);
    expect(await guest.state()).toBe('listening');
    expect(await newestCall()).toMatchObject({ id, status: 'live' });
    await endCall(guest);
    expect(guest.complaints).toEqual([]);
  }, 60_000);

  it('iframe holds a call inside the frame', async () => {
    const guest = await visitPage('/iframe');
    const frame = guest.page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Start talking' }).click();
    await frame.getByRole('button', { name: 'Agree and talk' }).click();
    await frame.getByRole('button', { name: 'End conversation' }).waitFor();
    await waitFor(async () => (await newestCall()).status === 'live');
    // The site around the frame, and not the page in it, which is ours.
    expect(await newestCall()).toMatchObject({ channel: 'widget', origin: site.origin });
    await frame.getByRole('button', { name: 'End conversation' }).click();
    await waitFor(async () => (await newestCall()).status === 'ended');
    expect(guest.complaints).toEqual([]);
  }, 60_000);

  it("own-server holds a call with a token of the site's own server, and no key is in the page", async () => {
    const guest = await visitPage('/own-server');
    expect(await guest.page.content()).not.toMatch(/ov_(pk|sk|rk)_/);
    await guest.startCall();
    expect(await newestCall()).toMatchObject({ origin: site.origin, user_id: 'customer-7', status: 'live' });
    await endCall(guest);
    expect(guest.complaints).toEqual([]);
  }, 60_000);
});

(withoutChromium ? describe.skip : describe)('the widget', () => {
  it('says so where the agent does not allow the site', async () => {
    const guest = await visitPage('/plain', {}, site.strangerOrigin);
    await guest.button('Talk to us').click();
    await guest.button('Start talking').click();
    await guest.page.getByRole('alert').filter({ hasText: 'This site may not use the assistant' }).waitFor();
    expect((await guest.microphones()).opened).toBe(0);
  }, 60_000);

  it('is replaced by words in a frame that is not allowed', async () => {
    const guest = await visitPage('/iframe', {}, site.strangerOrigin);
    await guest.page.frameLocator('iframe').getByText(`does not allow ${site.strangerOrigin}`).waitFor();
  }, 60_000);

  it('leads to writing where the visitor declines, and a receipt says so', async () => {
    const guest = await visitPage('/plain');
    await guest.button('Talk to us').click();
    await guest.button('Start talking').click();
    await guest.button('No, write instead').click();
    await guest.page.getByRole('textbox', { name: 'Your message' }).fill('When are you open?');
    await guest.page.keyboard.press('Enter');
    await guest.page.getByText('From nine to five.').first().waitFor();
    expect((await guest.microphones()).opened).toBe(0);
    const { id } = await newestCall();
    const receipts = await site.test.rows('select accepted from consent_receipts where call_id = $1', id);
    expect(receipts).toEqual([{ accepted: false }]);
  }, 60_000);

  it('is a sheet at the bottom of a phone, as wide as it', async () => {
    const guest = await visitPage('/plain', PHONE);
    await guest.button('Talk to us').tap();
    const dialog = guest.page.getByRole('dialog');
    const box = await dialog.boundingBox();
    expect([box?.x, box?.width]).toEqual([0, 390]);
    expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(844);
    for (const button of await dialog.getByRole('button').all()) {
      const size = await button.boundingBox();
      if (size) expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(44);
    }
    await guest.button('Start talking').tap();
    await guest.button('Agree and talk').tap();
    await guest.untilState('listening');
    await endCall(guest);
    expect(guest.complaints).toEqual([]);
  }, 60_000);
});
