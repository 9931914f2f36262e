import { readFile } from 'node:fs/promises';
import type { AppConfig } from '@orbisvoice/config';
import { probeVoice, type VoiceProbe } from '../../modules/voice-gateway/index.js';
import { readWav, resample } from '../call/wav.js';
import { isServing } from './http-probe.js';
import { note, ok, problem, type Finding } from './finding.js';

const VOICE = 'Puck';
const MIC_RATE = 16_000;
const SENTENCE = new URL('../../../samples/question-opening-hours.wav', import.meta.url);
const PART = 'gemini';
const DEMO = 'No GEMINI_API_KEY: the local engine answers, a demonstration that is not Gemini.';

/** Opens a live session through the code that carries calls, and speaks a sentence to it. */
export async function checkVoice(config: AppConfig, asked: { geminiBaseUrl: boolean }): Promise<Finding> {
  const local = config.liveEngine && !asked.geminiBaseUrl;
  if (local && !(await isServing(`http://127.0.0.1:${config.liveEnginePort}/health`)))
    return note(PART, `${DEMO} It does not run now; npm start starts it.`);
  const sound = resample(readWav(await readFile(SENTENCE)), MIC_RATE);
  const sentence = Buffer.from(sound.buffer, sound.byteOffset, sound.byteLength);
  const result = await probeVoice(config, sentence, VOICE);
  if (!result.ok) return failure(result, config);
  const { model, voiceId, openMs, answerMs, heard, said } = result;
  const words = `${model} with the voice ${voiceId} opened in ${openMs} ms and answered ${answerMs} ms after the question. It heard “${heard}” and said “${said}”.`;
  const facts = { facts: { model, voiceId, openMs, answerMs, heard, said } };
  return local ? note(PART, `${DEMO} ${words}`, undefined, facts) : ok(PART, words, facts);
}

const KEY = /api.?key|permission|unauthenticated|credential|HTTP 40[13]/i;
const MODEL = /models?\/|not found|not supported for bidi|HTTP 404/i;
const NETWORK = /E[A-Z]{4,}|timed? ?out|no answer to the setup/;

function failure(probe: Extract<VoiceProbe, { ok: false }>, { geminiBaseUrl }: AppConfig): Finding {
  const { failure, detail, model } = probe;
  const facts = { facts: { failure, detail, model } };
  if (failure === 'busy')
    return problem(
      PART,
      `The key is accepted, but its quota is used up or too small (${detail}).`,
      'See the limits of the key’s project (live sessions at once, tokens a minute), and raise its tier or wait.',
      facts,
    );
  if (failure === 'silent')
    return problem(
      PART,
      `${model} opened a session and did not answer a spoken question (${detail}).`,
      'Try again; where it stays so, try another GEMINI_MODEL and see the provider’s status page.',
      facts,
    );
  // Before the key: what is said of a model may mention permissions too.
  if (MODEL.test(detail))
    return problem(
      PART,
      `The model ${model} is not known there, or cannot talk live (${detail}).`,
      'Set GEMINI_MODEL to a Live model that this key may use, gemini-3.8-live for one.',
      facts,
    );
  if (KEY.test(detail))
    return problem(
      PART,
      `The key was not accepted (${detail}).`,
      'Make a key at https://aistudio.google.com/apikey, see that it may use the Gemini API, and set GEMINI_API_KEY.',
      facts,
    );
  if (NETWORK.test(detail))
    return problem(
      PART,
      `The Live API cannot be reached (${detail}).`,
      geminiBaseUrl
        ? 'See that something answers at GEMINI_BASE_URL, or remove the variable to use Google’s own address.'
        : 'Outgoing wss:// to generativelanguage.googleapis.com:443 has to be open; see firewall, proxy and DNS.',
      facts,
    );
  return problem(
    PART,
    `The Live API ended the session (${detail}).`,
    'Try again in a minute; where it stays so, the reason above says what it does not like.',
    facts,
  );
}
