import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MIC_SAMPLE_RATE, type Call, type Page as ListOf } from '@orbisvoice/contracts';
import type { Browser } from 'playwright-core';
import { readWav, resample } from '../../src/cli/call/wav.js';
import { waitFor } from '../support/wait-for.js';
import { startChromium, withoutChromium } from './support/chromium.js';
import { bestCorrelation, samplesOf } from './support/envelope.js';
import { startHostSite, type HostSite } from './support/host-site.js';
import { writeMicrophone } from './support/microphone-file.js';
import { ROOT } from './support/program.js';
import { WidgetVisit, type Probe } from './support/widget-visit.js';

const QUESTION = 'question-opening-hours';
/** Speech is far above this at its loudest, and what is left after a cut is far below it. */
const AUDIBLE = 0.02;
const ANSWER = { say: 'We are open from nine to five, and on Saturdays until noon.', audioMs: 9_000 };
const CONSENT = 'May we keep a transcript of what you say?';

const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-widget-'));
let site: HostSite;
let chromium: Browser;
let visit: WidgetVisit;
let probe: Probe;
let heard: Buffer;
let callId: string;
let shownBeforeConsent: { microphones: number; notice: boolean };

beforeAll(async () => {
  if (withoutChromium) return;
  // Each question but the first falls into an answer; the last answer is heard to its end.
  const microphone = join(folder, 'microphone.wav');
  const gap = 4_500;
  writeMicrophone(microphone, [1_500, QUESTION, gap, QUESTION, gap, QUESTION, gap, QUESTION, 60_000]);
  [site, chromium] = await Promise.all([
    startHostSite({
      play: { turns: [{ heard: 'When are you open?', reply: [ANSWER] }] },
      agent: { name: 'Reception', consentText: CONSENT },
    }),
    startChromium(microphone),
  ]);
  visit = await WidgetVisit.begin(chromium);
  await holdCall();
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything a visitor does, from the launcher to the rating; the tests look at what it left. */
async function holdCall(): Promise<void> {
  const { page } = visit;
  await page.goto(`${site.origin}/plain`);
  await visit.button('Talk to us').click();
  await visit.button('Start talking').click();
  await page.getByText(CONSENT).waitFor();
  shownBeforeConsent = {
    microphones: (await visit.microphones()).opened,
    notice: await page.getByText('may be recorded').isVisible(),
  };
  await visit.button('Agree and talk').click();
  await visit.untilState('listening');
  const interruptions = async () =>
    (await visit.probe()).received.filter(({ type }) => type === 'interrupted');
  await waitFor(async () => (await interruptions()).length >= 3, 60_000);
  await visit.untilState('speaking');
  await visit.untilState('listening', 30_000);
  heard = site.tap.heard();
  probe = await visit.probe();
  const ready = probe.received.find(({ type }) => type === 'ready');
  callId = ready?.type === 'ready' ? ready.callId : '';
  await visit.button('End conversation').click();
  await page.getByText('How was it?').first().waitFor();
  // The star drawn over the radio button takes the click and hands it on.
  await page.getByRole('radio', { name: '4 of 5' }).check({ force: true });
  await waitFor(async () => (await callOf(callId)).rating !== null);
}

async function callOf(id: string): Promise<Call> {
  const headers = { authorization: `Bearer ${site.test.secretKey}` };
  return (await (await fetch(`${site.test.url}/calls/${id}`, { headers })).json()) as Call;
}

(withoutChromium ? describe.skip : describe)('a call from a page of another site', () => {
  it('asks for consent before the microphone, and says "recorded" only where it is true', () => {
    expect(shownBeforeConsent).toEqual({ microphones: 0, notice: false });
  });

  it('carries what was said to the model', () => {
    const file = readFileSync(join(ROOT, 'backend', 'samples', `${QUESTION}.wav`));
    const said = resample(readWav(file), MIC_SAMPLE_RATE);
    // The browser's automatic gain finds its level during the first question; one of the four is heard as it was said.
    expect(bestCorrelation(said, samplesOf(heard), MIC_SAMPLE_RATE)).toBeGreaterThan(0.9);
  });

  it('lets the answer sound while it speaks, and is silent before', () => {
    const firstAudio = timesOf('audio')[0] ?? 0;
    expect(peak(firstAudio, Infinity)).toBeGreaterThan(AUDIBLE);
    expect(peak(firstAudio - 1_000, firstAudio)).toBeLessThan(AUDIBLE / 10);
  });

  it('falls silent within 50 ms of being interrupted, whatever still waits to be played', () => {
    // Where a busy machine kept the sound from the loudspeaker just then, there was nothing to fall silent.
    const cuts = timesOf('interrupted').filter((cut) => peak(cut - 300, cut) > AUDIBLE);
    expect(cuts.length).toBeGreaterThan(0);
    const silentAfter = cuts.map((cut) => {
      const next = timesOf('audio').find((at) => at > cut) ?? Infinity;
      const loud = probe.loudness.filter(({ at, rms }) => at >= cut && at < next && rms > AUDIBLE / 10);
      return Math.max(0, ...loud.map(({ at }) => at - cut));
    });
    expect(median(silentAfter)).toBeLessThanOrEqual(50);
  });

  it('tells the server at once how much was heard', () => {
    for (const cut of timesOf('interrupted')) {
      const report = probe.sent.find(({ type, at }) => type === 'playback' && at >= cut);
      expect((report?.at ?? Infinity) - cut).toBeLessThan(250);
    }
  });

  it('leaves a receipt of the consent, and the rating, with the call', async () => {
    const call = await callOf(callId);
    expect(call).toMatchObject({
      status: 'ended',
      endReason: 'client_ended',
      channel: 'widget',
      origin: site.origin,
      consent: { accepted: true, version: expect.stringMatching(/./) },
      rating: { rating: 4 },
    });
    const { items } = (await (
      await fetch(`${site.test.url}/calls`, { headers: { authorization: `Bearer ${site.test.secretKey}` } })
    ).json()) as ListOf<Call>;
    expect(items.map(({ id }) => id)).toEqual([callId]);
  });

  it('lets go of the microphone', async () => {
    const { opened, live } = await visit.microphones();
    expect(opened).toBeGreaterThan(0);
    expect(live).toBe(0);
  });

  it('says nothing in the console: no error, no key, no token, no word of the call', () => {
    expect(visit.complaints).toEqual([]);
    expect(visit.console).toEqual([]);
  });

  it('carries tokens on the socket and never a key', () => {
    const sent = JSON.stringify(probe.sent.filter(({ type }) => type !== 'audio'));
    expect(sent).toContain('"token":"ey');
    expect(sent).not.toMatch(/ov_(pk|sk|rk)_/);
  });
});

const timesOf = (type: string): number[] =>
  probe.received.filter((frame) => frame.type === type).map(({ at }) => at);

const peak = (from: number, to: number): number =>
  Math.max(0, ...probe.loudness.filter(({ at }) => at >= from && at <= to).map(({ rms }) => rms));

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Infinity;
