#!/usr/bin/env node
// @ts-check
import { PATIENCE_MS } from '@orbisvoice/contracts';
import { main, userError } from '../bin/lib/print.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { frames, RATE, sample, span } from './lib/noisy-speech.mjs';
import { PatientCaller, keepTalking, pause } from './lib/patient-caller.mjs';
import { onStack } from './lib/stack.mjs';
import { fixed, spread, table } from './lib/stats.mjs';

const HELP = `npm run bench:speech [-- --questions 24 --json]

One visitor in real time who asks the sample questions of an engine that truly hears, thinks and speaks. Prints how long the
visitor waits from the last of their voice to the first of the agent's that can be heard: the silence that ends a turn
(${PATIENCE_MS.balanced.silenceMs} ms, the usual patience), recognition, thinking, synthesis and both ways through the gateway are in it.

Exit code 1 where a question was not answered.`;

const SAMPLES = ['question-opening-hours.wav', 'question-returns.wav', 'question-booking.wav'];
const FRAME_MS = 20;
/** Nobody waits longer for an answer. */
const ANSWER_MS = 15_000;
const PAUSE_MS = 800;

await main(() =>
  benchCommand({
    help: HELP,
    defaults: { questions: '24' },
    measure: (values) => {
      const questions = Number(values.questions);
      if (!(questions > 0)) throw userError('--questions takes a number.');
      return onStack(1, (stack) => converse(stack, questions));
    },
    describe,
    isGood: ({ questions, answered }) => answered === questions,
  }),
);

/** @param {import('./lib/stack.mjs').Stack} stack @param {number} questions */
async function converse(stack, questions) {
  await stack.startEngine('default', 'speech');
  const { stream } = await stack.startBackend('gateway');
  const { agentId, secretKey: apiKey } = stack.teams[0] ?? {};
  const caller = new PatientCaller(stream, { type: 'hello', protocol: 1, apiKey, agentId });
  const stop = keepTalking([caller]);
  // The greeting comes first, and warms what is used for the first time.
  await until(() => caller.heardMs > 0 && caller.mayAsk(PAUSE_MS));
  const waits = [];
  for (let asked = 0; asked < questions && !caller.closed; asked++) waits.push(await waitOf(caller, asked));
  caller.end();
  await pause(1_500);
  stop();
  const answered = waits.filter(Number.isFinite);
  return {
    questions,
    answered: answered.length,
    silenceMs: PATIENCE_MS.balanced.silenceMs,
    voiceToVoiceMs: spread(answered),
  };
}

/**
 * Asks one question and hears the answer to its end. Gives the milliseconds from the last sound of the one to the first
 * of the other; NaN where there was none.
 * @param {PatientCaller} caller
 * @param {number} number
 */
async function waitOf(caller, number) {
  const clip = sample(SAMPLES[number % SAMPLES.length] ?? '');
  const { fromMs, toMs } = span(clip);
  const asked = caller.spokeAt.length;
  caller.speak(frames(clip.slice((fromMs * RATE) / 1_000, (toMs * RATE) / 1_000)));
  await until(() => caller.spokeAt.length > asked);
  // Noticed when the first frame of silence was sent, which is one frame after the last of the voice.
  const endedAt = (caller.spokeAt.at(-1) ?? Number.NaN) - FRAME_MS;
  await until(() => Number.isFinite(caller.soundAfter(endedAt)));
  const wait = caller.soundAfter(endedAt) - endedAt;
  await until(() => caller.mayAsk(PAUSE_MS));
  return wait;
}

/** Waits for something that has to come; what has not come by then is seen in the figures. @param {() => boolean} holds */
async function until(holds) {
  const deadline = Date.now() + ANSWER_MS;
  while (!holds() && Date.now() < deadline) await pause(10);
}

/** @param {Awaited<ReturnType<typeof converse>>} report */
function describe({ questions, answered, silenceMs, voiceToVoiceMs: { p50, p95, p99 } }) {
  const row = [`${answered} of ${questions}`, ...[p50, p95, p99].map((ms) => fixed(ms, 0))];
  const head = ['answered', 'voice to voice p50 ms', 'p95', 'p99'];
  return `\n${table(head, [row])}\n\n  ${silenceMs} ms of silence in it; aim: p50 ≤ 700 ms, p95 ≤ 1000 ms`;
}
