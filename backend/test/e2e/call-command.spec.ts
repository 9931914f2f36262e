import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CallTimeline } from '@orbisvoice/contracts';
import { rms, toFloat } from '@orbisvoice/voice-client/headless';
import type { CallReport } from '../../src/cli/call/call-report.js';
import { readWav } from '../../src/cli/call/wav.js';
import { startProduct, type Product } from './support/product.js';
import { ROOT, startProgram } from './support/program.js';

const QUESTION = join(ROOT, 'backend', 'samples', 'question-opening-hours.wav');
/** A pause of the voice has next to none of it; a spoken second, far more. */
const SPEECH_RMS = 0.02;

const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-call-'));
const answerWav = join(folder, 'answer.wav');
let product: Product;
beforeAll(async () => {
  product = await startProduct();
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function call(...args: string[]): Promise<{ code: number | null; output: string }> {
  const program = startProgram('backend/bin/cli.mjs', ['call', ...args], product.env);
  const code = await program.ended;
  return { code, output: program.output() };
}

function reportIn(output: string): CallReport {
  const line = output.split('\n').find((one) => one.startsWith('{"callId"'));
  if (!line) throw new Error(`no report in:\n${output}`);
  return JSON.parse(line) as CallReport;
}

const wordsOf = (report: CallReport, role: 'user' | 'agent') =>
  report.transcript
    .filter((caption) => caption.role === role)
    .map(({ text }) => text)
    .join(' ');

describe('npm run call', () => {
  it('speaks a question, and brings back a spoken answer, both transcripts and the latencies', async () => {
    const { code, output } = await call('--wav', QUESTION, '--out', answerWav, '--json');
    expect({ code, output }).toMatchObject({ code: 0 });
    const report = reportIn(output);
    expect(report).toMatchObject({
      answered: true,
      agent: { id: product.demo.agentId, name: 'Lumen Coffee' },
    });
    expect(wordsOf(report, 'user')).toMatch(/opening hours/i);
    expect(report.answer).toMatch(/Saturday we are open from 9 am to 4 pm/);
    expect(report.latency.heardAfterMs).toBeGreaterThan(0);
    expect(report.latency.turns.length).toBeGreaterThan(0);
    for (const { voiceToVoiceMs, gatewayMs } of report.latency.turns)
      expect(voiceToVoiceMs).toBeGreaterThan(gatewayMs);

    const { sampleRate, samples } = readWav(readFileSync(answerWav));
    expect(sampleRate).toBe(24_000);
    expect(samples.length / sampleRate).toBeGreaterThan(3);
    expect(rms(toFloat(samples))).toBeGreaterThan(SPEECH_RMS);

    const { turns } = await product.transcript(report.callId);
    const stored = (role: string) => turns.filter((turn) => turn.role === role).map(({ text }) => text);
    expect(stored('user').join(' ')).toBe(wordsOf(report, 'user'));
    expect(stored('agent').join(' ')).toBe(wordsOf(report, 'agent'));
  }, 120_000);

  it('answers so that the recogniser understands the opening hours in the file', async () => {
    // The answer is spoken to the agent: what it hears is the user's side of that call's transcript.
    const { output } = await call('--wav', answerWav, '--json', '--timeout', '120');
    const heard = wordsOf(reportIn(output), 'user');
    expect(heard).toMatch(/saturday/i);
    expect(heard).toMatch(/open from (9|nine)/i);
  }, 180_000);

  it('books a meeting that is asked for aloud', async () => {
    const booking = join(ROOT, 'backend', 'samples', 'question-booking.wav');
    const { code, output } = await call('--wav', booking, '--json');
    expect({ code, output }).toMatchObject({ code: 0 });
    const report = reportIn(output);
    expect(wordsOf(report, 'user')).toMatch(/book a coffee tasting for me,? next tuesday/i);
    expect(report.answer).toMatch(/Booked for Tuesday,? \d+ \w+ \d{4} at 10:00/);
    const { events } = await product.get<CallTimeline>(`/calls/${report.callId}/timeline`);
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'tool.finished',
        data: expect.objectContaining({ name: 'book_meeting', ok: true, outcome: 'result' }),
      }),
    );
    // The time is taken now: whoever asks for it again is offered another.
    const again = reportIn((await call('--wav', booking, '--json')).output);
    expect(again.answer).not.toMatch(/Booked/);
  }, 240_000);

  it('prints the same for a person', async () => {
    const { code, output } = await call('--wav', join(ROOT, 'backend', 'samples', 'question-returns.wav'));
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toMatch(/You\s+.*(return|refund)/i);
    expect(output).toMatch(/Lumen Coffee\s+.*30 days/);
    expect(output).toMatch(/Voice to voice\s+turn \d+: \d+ ms/);
  }, 120_000);

  const unknown = '01900000-0000-7000-8000-000000000000';
  it.each([
    ['an unknown agent', ['--wav', QUESTION, '--agent', unknown], 1, /agent_not_found/],
    ['a key that is none', ['--wav', QUESTION, '--key', 'ov_sk_wrong'], 1, /unauthenticated|key/],
    [
      'a file that is not there',
      ['--wav', '/nowhere/question.wav'],
      2,
      /\/nowhere\/question\.wav cannot be read/,
    ],
    ['a file that is no sound', ['--wav', join(ROOT, 'package.json')], 2, /is not a WAV file/],
    ['no file', [], 2, /--wav question\.wav/],
    ['no server', ['--wav', QUESTION, '--url', 'http://127.0.0.1:9'], 1, /Nothing answers at/],
  ])(
    'says what is wrong with %s',
    async (_what, args, exitCode, message) => {
      const { code, output } = await call(...args);
      expect(output).toMatch(message);
      expect(output).not.toMatch(/^\s+at /m);
      expect(code).toBe(exitCode);
    },
    60_000,
  );
});
