import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EAR_SAMPLE_RATE } from '../../ports.js';
import { pcm16FromFloats } from '../audio/pcm.js';
import { wavFromPcm16 } from '../audio/wav.js';
import { createSpeechPerformer } from '../index.js';
import { CONDITIONS, type Condition } from './conditions.js';
import { measure, type Result } from './measure.js';
import { PHRASES } from './phrases.js';
import { Recordings } from './recordings.js';

const HELP = `npm run audio-set [-- options]

Speaks questions to the local engine the way callers sound: clean, in other voices and accents, in noise, over the
telephone, with packets missing, in a room. Prints for each condition the word error rate and how many questions got
their right answer, beside the bounds. The sounds are made anew each time, from fixed seeds.

  --check            exit code 1 where a bound is not held
  --write <folder>   only write the sounds, as WAV files (PCM16, mono, 16 kHz)
  --only <family>    clean, accent, noise, telephone, network or room
  --short            one condition of each family
  --misheard         also print what was misunderstood
  --json
  --help
`;

const HEAD = ['condition', 'wrong words', 'at most', 'answered', 'at least', ''];
const line = ([first = '', ...rest]: readonly string[]): string =>
  `  ${first.padEnd(40)}${rest.map((cell) => cell.padStart(12)).join('')}`;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    write: { type: 'string' },
    only: { type: 'string' },
    short: { type: 'boolean', default: false },
    misheard: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const chosen = CONDITIONS.filter(
  ({ family, short }) => (!values.only || family === values.only) && (!values.short || short),
);

if (values.help) process.stdout.write(HELP);
else if (chosen.length === 0) fail(`There are no conditions of the family "${values.only}".`);
else if (values.write) write(values.write, chosen);
else await run(chosen);

function fail(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

function write(folder: string, conditions: readonly Condition[]): void {
  mkdirSync(folder, { recursive: true });
  const recordings = new Recordings();
  for (const condition of conditions)
    for (const [index, phrase] of PHRASES.entries()) {
      const name = `${condition.name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}-${index + 1}.wav`;
      const pcm = pcm16FromFloats(recordings.make(phrase, condition, index + 1));
      writeFileSync(join(folder, name), wavFromPcm16(Buffer.from(pcm.buffer), EAR_SAMPLE_RATE));
    }
  process.stdout.write(`${conditions.length * PHRASES.length} files in ${folder}\n`);
}

async function run(conditions: readonly Condition[]): Promise<void> {
  const performer = await createSpeechPerformer();
  const recordings = new Recordings();
  const results: Result[] = [];
  try {
    if (!values.json) process.stdout.write(`\n${performer.name}\n\n${line(HEAD)}\n`);
    for (const condition of conditions) {
      const result = await measure(performer, recordings, condition);
      results.push(result);
      if (!values.json) print(result);
    }
  } finally {
    await performer.close();
  }
  const ok = results.every((result) => result.ok);
  if (values.json) process.stdout.write(`${JSON.stringify({ ok, performer: performer.name, results })}\n`);
  else process.stdout.write(ok ? '\n  All bounds hold.\n' : '\n  Some bounds do not hold.\n');
  if (values.check && !ok) process.exitCode = 1;
}

function print(result: Result): void {
  const { condition, wordErrorRate, maxWordErrors, answered, minAnswered, ok, misheard } = result;
  const cells = [
    condition,
    percent(wordErrorRate),
    percent(maxWordErrors),
    percent(answered),
    percent(minAnswered),
  ];
  process.stdout.write(`${line([...cells, ok ? 'ok' : 'NOT HELD'])}\n`);
  if (!values.misheard) return;
  for (const { said, heard, answered } of misheard)
    process.stdout.write(`      ${said} → ${heard || '(nothing)'}${answered ? '' : '   (wrong answer)'}\n`);
}
