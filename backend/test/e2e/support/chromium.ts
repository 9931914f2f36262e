import { execFileSync } from 'node:child_process';
import { chromium, type Browser } from 'playwright-core';
import { closing } from './closing.js';

/** Only where somebody refused the browser by name; otherwise a missing one is a failure. */
export const withoutChromium = !process.env.CI && process.env.ORBIS_TEST_WITHOUT_CHROMIUM === '1';

const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--no-proxy-server'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** What stands where a microphone would: a file, a file that nobody allows to be heard, or nothing. */
export type Devices = 'file' | 'denied' | 'none';

/**
 * Headless Chromium with its sound on, until the end of the spec file; `microphone` is the WAV that it hears from the
 * moment a page opens one.
 */
export function startChromium(microphone?: string, kind: Devices = 'file'): Promise<Browser> {
  const fake = [
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${microphone}%noloop`,
  ];
  const devices = {
    file: [...fake, '--use-fake-ui-for-media-stream'],
    denied: [...fake, '--use-fake-ui-for-media-stream=deny'],
    none: ['--use-fake-ui-for-media-stream'],
  }[kind];
  const browser = chromium.launch({
    executablePath: process.env.ORBIS_TEST_CHROMIUM ?? chromiumOnPath(),
    args: [...FLAGS, ...(microphone ? devices : [])],
    ignoreDefaultArgs: ['--mute-audio'],
  });
  return closing(browser, (it) => it.close());
}

function chromiumOnPath(): string {
  try {
    return execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
  } catch {
    throw new Error('chromium is not on the PATH (or set ORBIS_TEST_WITHOUT_CHROMIUM=1)');
  }
}
