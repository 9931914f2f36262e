import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startChromium, withoutChromium } from './support/chromium.js';
import { HostSite } from './support/host-site.js';
import type { Visit } from './support/visit.js';

interface Watched {
  readonly tracks: MediaStreamTrack[];
  readonly gains: GainNode[];
}

/** Keeps what the page opened, to see later what became of it. */
const watch = ({ page }: Visit): Promise<void> =>
  page.evaluate(() => {
    const watched: Watched = Object.assign(window, { tracks: [], gains: [] });
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wishes) => {
      const stream = await open(wishes);
      watched.tracks.push(...stream.getTracks());
      return stream;
    };
    const { createGain } = AudioContext.prototype;
    AudioContext.prototype.createGain = function () {
      const gain = createGain.call(this);
      watched.gains.push(gain);
      return gain;
    };
  });

const seen = ({ page }: Visit) =>
  page.evaluate(() => {
    const { tracks, gains } = window as unknown as Watched;
    return {
      tracks: tracks.map((track) => [track.getSettings().deviceId, track.readyState]),
      volume: gains.map(({ gain }) => gain.value),
    };
  });

(withoutChromium ? describe.skip : describe)('during a call', () => {
  let browser: Browser;
  let site: HostSite;
  let visit: Visit;
  beforeAll(async () => {
    [browser, site] = await Promise.all([startChromium(), HostSite.start()]);
    visit = await site.visit(browser);
    await watch(visit);
    await visit.talk();
    await visit.page.getByRole('button', { name: 'Sound' }).click();
  });
  afterAll(async () => {
    site.stop();
    await browser.close();
  });

  it('another microphone takes the place of the first, which is given back', async () => {
    const picker = visit.page.getByLabel('Microphone');
    await picker.locator('option').nth(2).waitFor({ state: 'attached' });
    const chosen = (await picker.locator('option').nth(2).getAttribute('value')) ?? '';
    await picker.selectOption(chosen);
    await visit.eventually(async () => (await seen(visit)).tracks.length === 2, 'another track');
    const { tracks } = await seen(visit);
    expect(tracks.map(([, state]) => state)).toEqual(['ended', 'live']);
    expect(tracks[1]?.[0]).toBe(chosen);
    const before = visit.audioFrames;
    await visit.eventually(() => visit.audioFrames > before + 20, 'audio of the new microphone');
    expect(await visit.page.evaluate(() => window.OrbisVoice?.state)).toBe('listening');
  });

  it('the volume follows its slider, and holds for the next call', async () => {
    await visit.page.getByLabel('Volume').fill('0.25');
    expect((await seen(visit)).volume).toEqual([0.25]);
    await visit.page.getByRole('button', { name: 'End conversation' }).click();
    await visit.until('ended');
    await visit.act('talk');
    await visit.until('listening');
    expect((await seen(visit)).volume).toEqual([0.25, 0.25]);
  });

  it('its time is shown, also on the launcher', async () => {
    const time = visit.page.locator('orbis-voice .bar .time');
    await visit.eventually(async () => /^0:0[1-9]$/.test((await time.textContent()) ?? ''), 'a second');
    await visit.page.keyboard.press('Escape');
    const launcher = visit.page.getByRole('button', { name: 'Talk to us' });
    expect(await launcher.textContent()).toMatch(/0:\d\d$/);
  });
});
