#!/usr/bin/env node
// @ts-check
// Judges one real call: smoke-check.mjs <report of npm run call --json> <reply.wav>
import { readFileSync } from 'node:fs';
import { main, say, userError } from './lib/print.mjs';

const HEADER_BYTES = 44;
/** Speech lies far above this, silence and dither far below. */
const LEAST_RMS = 300;

await main(async () => {
  const [reportFile = '', wavFile = ''] = process.argv.slice(2);
  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  const sound = readFileSync(wavFile).subarray(HEADER_BYTES);
  let sum = 0;
  for (let at = 0; at + 1 < sound.length; at += 2) sum += sound.readInt16LE(at) ** 2;
  const loudness = Math.sqrt(sum / Math.max(1, sound.length / 2));

  /** @type {[string, boolean][]} */
  const checks = [
    ['the agent answered', report.answered === true],
    ['what the caller said was understood', /open|hour/i.test(textOf(report, 'user'))],
    ['the answer is about what was asked', /8|eight|monday|open/i.test(report.answer)],
    ['the answer can be heard', loudness > LEAST_RMS],
  ];
  for (const [what, good] of checks) say(`${good ? 'ok  ' : 'FAIL'} ${what}`);
  if (checks.some(([, good]) => !good)) throw userError('The smoke call did not go as it should.');
});

/**
 * @param {{ transcript: { role: string, text: string }[] }} report
 * @param {string} role
 */
function textOf(report, role) {
  return report.transcript
    .filter((turn) => turn.role === role)
    .map((turn) => turn.text)
    .join(' ');
}
