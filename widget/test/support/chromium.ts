import { execFileSync } from 'node:child_process';
import { chromium, type Browser } from 'playwright-core';

/** Only where somebody refused the browser by name; otherwise a missing one is a failure. */
export const withoutChromium = !process.env.CI && process.env.ORBIS_TEST_WITHOUT_CHROMIUM === '1';

const FLAGS = [
  ...[
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--no-proxy-server',
    '--disable-background-networking',
  ],
  ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
];

/** Headless Chromium with a microphone that beeps and is given to every page that asks. */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.ORBIS_TEST_CHROMIUM ?? onPath('chromium'), args: FLAGS });

function onPath(name: string): string {
  try {
    return execFileSync('which', [name], { encoding: 'utf8' }).trim();
  } catch {
    throw new Error(`${name} is not on the PATH (or set ORBIS_TEST_WITHOUT_CHROMIUM=1)`);
  }
}
