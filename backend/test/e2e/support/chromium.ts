import { execFileSync } from 'node:child_process';
import { chromium, type Browser } from 'playwright-core';

/** Only where somebody refused the browser by name; otherwise a missing one is a failure. */
export const withoutChromium = !process.env.CI && process.env.ORBIS_TEST_WITHOUT_CHROMIUM === '1';

const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--no-proxy-server'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Headless Chromium with its sound on; `microphone` is the WAV that it hears from the moment a page opens one. */
export function startChromium(microphone?: string): Promise<Browser> {
  const devices = [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${microphone}%noloop`,
  ];
  return chromium.launch({
    executablePath: process.env.ORBIS_TEST_CHROMIUM ?? chromiumOnPath(),
    args: [...FLAGS, ...(microphone ? devices : [])],
    ignoreDefaultArgs: ['--mute-audio'],
  });
}

function chromiumOnPath(): string {
  try {
    return execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
  } catch {
    throw new Error('chromium is not on the PATH (or set ORBIS_TEST_WITHOUT_CHROMIUM=1)');
  }
}
