#!/usr/bin/env node
// @ts-check
// Takes the pictures of the product that the public pages show, in both themes, and the one of the README, from a running
// `npm start` with the demo team:
//   node frontend/bin/take-screenshots.mjs http://localhost:3000 demo@orbisvoice.local <password>
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [url = 'http://localhost:3000', email = 'demo@orbisvoice.local', password = ''] = process.argv.slice(2);
const SHOTS = join(import.meta.dirname, '..', 'public', 'shots');
const README_PICTURE = join(import.meta.dirname, '../../docs/images/try-agent.png');
const QUESTION = join(import.meta.dirname, '../../backend/samples/question-opening-hours.wav');
const SIZE = { width: 1440, height: 900 };

/** So long the microphone is silent: the agent says its greeting first. */
const GREETING_SECONDS = 6;

/**
 * The question behind a silence. The file has the usual header of 44 bytes, which holds sizes at two places and bytes a
 * second at a third.
 * @param {string} folder
 */
function microphoneFile(folder) {
  const question = readFileSync(QUESTION);
  const header = Buffer.from(question.subarray(0, 44));
  const silence = Buffer.alloc(header.readUInt32LE(28) * GREETING_SECONDS);
  header.writeUInt32LE(header.readUInt32LE(4) + silence.length, 4);
  header.writeUInt32LE(header.readUInt32LE(40) + silence.length, 40);
  const file = join(folder, 'microphone.wav');
  writeFileSync(file, Buffer.concat([header, silence, question.subarray(44)]));
  return file;
}

/**
 * Half the size of a PNG, at a quality at which small text stays sharp.
 * @param {import('playwright-core').Page} page
 * @param {string} name
 */
async function keep(page, name) {
  const png = (await page.screenshot()).toString('base64');
  const helper = await page.context().newPage();
  /** @type {string} */
  const webp = await helper.evaluate(`(async () => {
    const image = new Image();
    image.src = 'data:image/png;base64,${png}';
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext('2d').drawImage(image, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.86 });
    return btoa(Array.from(new Uint8Array(await blob.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(''));
  })()`);
  await helper.close();
  writeFileSync(join(SHOTS, `${name}.webp`), Buffer.from(webp, 'base64'));
}

mkdirSync(SHOTS, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-shots-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const microphone = microphoneFile(folder);
for (const theme of /** @type {const} */ (['light', 'dark'])) {
  const browser = await chromium.launch({
    executablePath: process.env.ORBIS_TEST_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${microphone}%noloop`,
    ],
  });
  try {
    const context = await browser.newContext({
      viewport: SIZE,
      colorScheme: theme,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(`${url}/login`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('link', { name: /^Lumen Coffee/ }).click();
    await page.getByRole('button', { name: 'Start call' }).click();
    await page.getByRole('log', { name: 'Captions' }).getByText('9 am to 4 pm').waitFor({ timeout: 60_000 });
    await page.waitForTimeout(1_200);
    await keep(page, `try-agent-${theme}`);
    if (theme === 'light') await page.screenshot({ path: README_PICTURE });
    // What is cut off is not in the transcript.
    await page.getByRole('status').getByText('Listening').waitFor();
    await page.getByRole('button', { name: 'End call' }).click();
    await page.getByRole('button', { name: 'Call again' }).waitFor();
    // The job that assembles the transcript has a moment.
    await page.waitForTimeout(3_000);
    await page.getByRole('link', { name: 'Calls', exact: true }).click();
    await page.locator('main a[href*="/calls/"]').first().click();
    await page.getByText('9 am to 4 pm').last().waitFor();
    await page.waitForTimeout(500);
    await keep(page, `call-${theme}`);
  } finally {
    await browser.close();
  }
}
