import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AGENT_SAMPLE_RATE,
  pcmDurationMs,
  type Agent,
  type Call,
  type Page as ListOf,
} from '@orbisvoice/contracts';
import type { Browser, Page } from 'playwright-core';
import { startChromium, withoutChromium } from './support/chromium.js';
import { loudnessOf, peakBetween, tapLoudspeaker, type Loudness } from './support/loudspeaker.js';
import { DESK, logIn } from './support/log-in.js';
import { writeMicrophone } from './support/microphone-file.js';
import { startProduct, type Product } from './support/product.js';
import { WatchedPage } from './support/watched-page.js';

/** Speech is far above this at its loudest, and what is left after a cut is far below it. */
const AUDIBLE = 0.02;
/** From the arrival of `interrupted` to silence at the loudspeaker: fading, the browser's own buffers, a busy machine. */
const SILENT_WITHIN_MS = 250;
/** Frames on the socket are told to us on the side, and on a busy machine after they were already played. */
const FRAME_EVENT_MS = 500;

const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-browser-'));
let product: Product;
let chromium: Browser;
let page: Page;
let watched: WatchedPage;
let loudness: Loudness[];
let captions: string[];

beforeAll(async () => {
  if (withoutChromium) return;
  // The first answer takes eight seconds; the second question falls into it, five seconds after the first one.
  const microphone = join(folder, 'microphone.wav');
  writeMicrophone(microphone, [9_000, 'question-returns', 5_000, 'question-opening-hours', 60_000]);
  [product, chromium] = await Promise.all([startProduct(), startChromium(microphone)]);
  await lengthenAnswer();
  const context = await chromium.newContext(DESK);
  await tapLoudspeaker(context);
  page = await context.newPage();
  watched = new WatchedPage(page);
  await holdCall();
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Gives the demo agent more to say about returns, so that there is something to cut off on a slow machine, too. */
async function lengthenAnswer(): Promise<void> {
  const path = `/agents/${product.demo.agentId}`;
  const { systemPrompt } = await product.get<Agent>(path);
  const longer = 'get a full refund when the bag is whole and the receipt lies in the parcel.';
  await product.put(path, { systemPrompt: systemPrompt.replace('get a full refund.', longer) });
}

/** Everything a visitor of the dashboard does, from the login to the end of the call; the tests look at what it left. */
async function holdCall(): Promise<void> {
  await logIn(page, product);
  await page.getByRole('link', { name: 'Lumen Coffee' }).click();
  await page.getByRole('button', { name: 'Start call' }).click();

  const { turn } = await watched.until('interrupted', () => true, 90_000);
  await watched.until('latency', (latency) => latency.turn > turn);
  await page.getByRole('log', { name: 'Captions' }).getByText('Saturday we are open').waitFor();
  await page.getByRole('status').getByText('Listening').waitFor();
  captions = await page.getByRole('log', { name: 'Captions' }).locator(':scope > div').allInnerTexts();
  loudness = await loudnessOf(page);
  await page.getByRole('button', { name: 'End call' }).click();
  await watched.until('ended');
}

(withoutChromium ? describe.skip : describe)('a call in the browser', () => {
  it('shows what both sides said, and how long each answer took', () => {
    const shown = captions.join('\n');
    expect(shown).toMatch(/Lumen Coffee\s+Hello, this is Luma/);
    expect(shown).toMatch(/You\s+.*(return|refund)/i);
    expect(shown).toMatch(/You\s+.*opening hours/i);
    const answers = captions.filter((caption) => /You can return|Saturday we are open/.test(caption));
    expect(answers).toHaveLength(2);
    for (const answer of answers) expect(answer).toMatch(/\d+ ms/);
  });

  it('is heard at the loudspeaker while the agent speaks, and silent while it listens', () => {
    const { turn, at: cutAt } = firstInterruption();
    const spoken = answerOf(turn);
    expect(peakBetween(loudness, spoken.from, cutAt)).toBeGreaterThan(AUDIBLE);
    // The visitor has been speaking and waiting for longer than this before the answer begins.
    expect(peakBetween(loudness, spoken.from - 1_500, spoken.from - FRAME_EVENT_MS)).toBeLessThan(
      AUDIBLE / 10,
    );
    const { at: readyAt } = watched.of('ready')[0] ?? { at: 0 };
    const greeting = watched.audio[0]?.at ?? 0;
    expect(peakBetween(loudness, greeting, greeting + 2_000)).toBeGreaterThan(AUDIBLE);
    expect(peakBetween(loudness, readyAt - 1_000, greeting - FRAME_EVENT_MS)).toBeLessThan(AUDIBLE / 10);
  });

  it('stops at once when the visitor speaks into the answer, whatever was still waiting to be played', () => {
    const { turn, heardMs, at } = firstInterruption();
    const { receivedMs } = answerOf(turn);
    expect(heardMs).toBeGreaterThan(0);
    expect(receivedMs - heardMs).toBeGreaterThan(500);
    const nextSound = watched.audio.find((chunk) => chunk.at > at)?.at ?? Infinity;
    expect(nextSound - at).toBeGreaterThan(SILENT_WITHIN_MS + FRAME_EVENT_MS);
    expect(peakBetween(loudness, at - 500, at)).toBeGreaterThan(AUDIBLE);
    const sounding = loudness.filter(({ rms }) => rms > AUDIBLE / 10).map((moment) => moment.at - at);
    const silence = { from: SILENT_WITHIN_MS, to: nextSound - at - FRAME_EVENT_MS };
    expect(sounding.filter((ms) => ms > silence.from && ms < silence.to)).toEqual([]);
    expect(captions.find((caption) => caption.includes('You can return'))).toContain('interrupted');
  });

  it('stands in the list of calls afterwards, with its transcript', async () => {
    const { callId } = watched.of('ready')[0] ?? { callId: '' };
    const { turns } = await product.transcript(callId);
    const said = (role: string) => turns.filter((turn) => turn.role === role).map(({ text }) => text);
    expect(said('user').join(' ')).toMatch(/(return|refund).*opening hours/i);
    expect(said('agent').join(' ')).toMatch(/this is Luma.*You can return.*Saturday we are open/);
    const { items } = await product.get<ListOf<Call>>('/calls');
    expect(items).toMatchObject([
      { id: callId, status: 'ended', endReason: 'client_ended', channel: 'dashboard' },
    ]);

    await page.getByRole('link', { name: 'Calls', exact: true }).click();
    await page.getByRole('link', { name: /Lumen Coffee.*Ended/ }).click();
    const transcript = page.getByRole('list').filter({ hasText: 'Caller' }).first();
    await transcript.getByText(/opening hours/i).waitFor();
    await transcript.getByText(/Saturday we are open/).waitFor();
  }, 60_000);

  it('leaves no error in the console and breaks no rule of the content security policy', () => {
    expect(watched.complaints).toEqual([]);
  });
});

function firstInterruption() {
  const [interrupted] = watched.of('interrupted');
  if (!interrupted) throw new Error('nothing was interrupted');
  return interrupted;
}

/** When the first audio of an answer came, and how much of it came before it was cut off. */
function answerOf(turn: number): { from: number; receivedMs: number } {
  const begunAt = watched.of('turn.started').find((started) => started.turn === turn)?.at ?? 0;
  const cutAt = watched.of('interrupted').find((cut) => cut.turn === turn)?.at ?? Infinity;
  const chunks = watched.audio.filter(({ at }) => at >= begunAt && at <= cutAt);
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
  return { from: chunks[0]?.at ?? 0, receivedMs: pcmDurationMs(bytes, AGENT_SAMPLE_RATE) };
}
