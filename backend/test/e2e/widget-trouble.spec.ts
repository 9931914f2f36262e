import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { waitFor } from '../support/wait-for.js';
import { startChromium, withoutChromium, type Devices } from './support/chromium.js';
import { startHostSite, type HostSite } from './support/host-site.js';
import { writeMicrophone } from './support/microphone-file.js';
import { WidgetVisit } from './support/widget-visit.js';

const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-widget-'));
const microphone = join(folder, 'microphone.wav');
let site: HostSite;

beforeAll(async () => {
  if (withoutChromium) return;
  writeMicrophone(microphone, [1_000, 'question-opening-hours', 4_000, 'question-returns', 60_000]);
  site = await startHostSite({
    play: {
      turns: [{ heard: 'When are you open?', reply: [{ say: 'From nine to five.', audioMs: 1_000 }] }],
    },
  });
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function visiting(devices: Devices, work: (visit: WidgetVisit) => Promise<void>): Promise<void> {
  const chromium: Browser = await startChromium(microphone, devices);
  try {
    const visit = await WidgetVisit.begin(chromium);
    await visit.page.goto(`${site.origin}/plain`);
    await work(visit);
  } finally {
    await chromium.close();
  }
}

(withoutChromium ? describe.skip : describe)('the widget', () => {
  it.each<[string, Devices, string]>([
    ['a visitor who blocks the microphone', 'denied', 'The microphone is blocked'],
    ['a machine without microphone', 'none', 'No microphone was found'],
  ])(
    'tells %s so, and offers to try again and to write',
    (_what, devices, words) =>
      visiting(devices, async (visit) => {
        await visit.button('Talk to us').click();
        await visit.button('Start talking').click();
        await visit.page.getByRole('alert').filter({ hasText: words }).waitFor();
        await visit.button('Try again').waitFor();
        await visit.button('Write').click();
        await visit.page.getByRole('textbox', { name: 'Your message' }).waitFor();
        expect(visit.complaints).toEqual([]);
      }),
    60_000,
  );

  it(
    'goes on with the same call when the network drops the line',
    () =>
      visiting('file', async (visit) => {
        await visit.startCall({ consent: false });
        await visit.page.getByText('From nine to five.').first().waitFor();
        const lines = site.line.used();
        site.line.cut();
        await waitFor(() => site.line.used() > lines, 20_000);
        await visit.untilState('listening');
        const readies = (await visit.probe()).received.filter(({ type }) => type === 'ready');
        const calls = readies.map((ready) => (ready.type === 'ready' ? ready.callId : ''));
        expect(calls).toHaveLength(2);
        expect(new Set(calls).size).toBe(1);
        // What is asked after the cut is answered on the same call.
        const answers = () => visit.page.getByText('From nine to five.').count();
        await waitFor(async () => (await answers()) >= 2, 30_000);
        const [call] = await site.test.rows('select status from calls where id = $1', calls[0]);
        expect(call).toEqual({ status: 'live' });
        await visit.button('End conversation').click();
        await waitFor(async () => (await visit.microphones()).live === 0);
      }),
    120_000,
  );

  it(
    'goes on with the same call, and with what was said, after the page was loaded anew',
    () =>
      visiting('file', async (visit) => {
        await visit.startCall({ consent: false });
        await visit.page.getByText('From nine to five.').first().waitFor();
        const newest = () => site.test.rows('select id, status from calls order by id desc limit 1');
        const before = await newest();
        await visit.page.reload();
        // The panel is open again, and only a click may bring the sound back.
        await visit.button('Continue').click();
        await visit.untilState('listening');
        await visit.page.getByText('From nine to five.').first().waitFor();
        expect(before).toMatchObject([{ status: 'live' }]);
        expect(await newest()).toEqual(before);
        await visit.button('End conversation').click();
        await waitFor(async () => (await visit.microphones()).live === 0);
        expect(visit.complaints).toEqual([]);
      }),
    60_000,
  );
});
