import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startChromium, withoutChromium } from './support/chromium.js';
import { HostSite } from './support/host-site.js';

const REST = `default-src 'none'; connect-src HOST ws://localhost:1`;

/** Page policies under which the script itself may run; `worklet` where they let its module be loaded as well. */
const POLICIES = [
  { name: 'none', policy: '', worklet: true },
  {
    name: 'the host of the script, no style at all',
    policy: `${REST}; script-src HOST; style-src 'none'`,
    worklet: true,
  },
  { name: 'the exact path of the script', policy: `${REST}; script-src HOST/widget.js`, worklet: true },
  { name: 'the host and blob:', policy: `${REST}; script-src HOST blob:`, worklet: true },
  {
    name: 'a nonce and strict-dynamic',
    policy: `${REST}; script-src 'nonce-n1' 'strict-dynamic'`,
    nonce: 'n1',
    worklet: true,
  },
  { name: 'a nonce alone', policy: `${REST}; script-src 'nonce-n1'`, nonce: 'n1', worklet: false },
  {
    name: 'trusted types, none of them',
    policy: `${REST}; script-src HOST; require-trusted-types-for 'script'; trusted-types 'none'`,
    worklet: true,
  },
  { name: 'none, on a page that embeds only what agrees to it', policy: '', isolated: true, worklet: true },
];

(withoutChromium ? describe.skip : describe)('under the policy of a page', () => {
  let browser: Browser;
  let site: HostSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([startChromium(), HostSite.start()]);
  });
  afterAll(async () => {
    site.stop();
    await browser.close();
  });

  it.each(POLICIES)(
    '$name: the microphone is heard',
    async ({ policy, nonce, isolated = false, worklet }) => {
      const visit = await site.visit(browser, { policy, isolated, ...(nonce && { nonce }) });
      let deprecated = false;
      visit.page.on('console', (message) => (deprecated ||= message.text().includes('ScriptProcessorNode')));
      await visit.talk();
      await visit.eventually(() => visit.audioFrames > 20, 'microphone audio');
      const panel = await visit.page.locator('orbis-voice .panel').boundingBox();
      expect(panel?.width).toBe(376);
      expect(deprecated).toBe(!worklet);
      // The one refusal that there may be is that of the worklet's module, which the fallback answers.
      expect(visit.refused.filter((text) => worklet || !text.includes('widget.js'))).toEqual([]);
      await visit.page.context().close();
    },
  );

  it('a microphone that the page forbids to itself is not asked for, and the visitor is told whose doing it is', async () => {
    const visit = await site.visit(browser, { permissions: 'microphone=()' });
    await visit.page.evaluate(() => {
      const asked: unknown[] = Object.assign(window, { asked: [] }).asked;
      navigator.mediaDevices.getUserMedia = (wishes) => Promise.reject(new Error(String(asked.push(wishes))));
    });
    await visit.open();
    await visit.act('talk');
    await visit.act('accept');
    await visit.page
      .getByRole('alert')
      .filter({ hasText: 'This page does not allow the microphone' })
      .waitFor();
    expect(await visit.page.evaluate(() => (window as unknown as { asked: unknown[] }).asked)).toEqual([]);
    await visit.act('write');
    await visit.until('listening');
    await visit.page.context().close();
  });

  it('gives the microphone back whichever way a call ends', async () => {
    const visit = await site.visit(browser);
    await visit.page.evaluate(() => {
      const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      const tracks: MediaStreamTrack[] = [];
      Object.assign(window, { tracks });
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        const stream = await open(constraints);
        tracks.push(...stream.getTracks());
        return stream;
      };
    });
    const live = () =>
      visit.page.evaluate(
        () =>
          (window as unknown as { tracks: MediaStreamTrack[] }).tracks.filter((t) => t.readyState === 'live')
            .length,
      );
    await visit.talk();
    expect(await live()).toBe(1);
    visit.say({ type: 'ended', reason: 'agent_ended', durationMs: 1 });
    await visit.until('ended');
    expect(await live()).toBe(0);
    await visit.act('talk');
    await visit.until('listening');
    await visit.page.evaluate(() => window.OrbisVoice?.destroy());
    expect(await live()).toBe(0);
    await visit.page.context().close();
  });
});
