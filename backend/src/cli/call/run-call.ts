import { readFile, writeFile } from 'node:fs/promises';
import { MIC_SAMPLE_RATE, type CallSession } from '@orbisvoice/contracts';
import {
  CallFailure,
  createVoiceCall,
  describeFailure,
  isLive,
  type CallAudio,
  type TurnLatency,
  type WebSocketConstructor,
} from '@orbisvoice/voice-client/headless';
import { WebSocket } from 'undici';
import { CALL_HELP, parseCallOptions, UsageError, type CallOptions } from './call-options.js';
import { readDemoFile } from '../../seed/demo-file.js';
import { buildReport, describeReport } from './call-report.js';
import { converse } from './conversation.js';
import { FileAudio } from './file-audio.js';
import { CallRefused, openSession } from './open-session.js';
import { readWav, resample, WavError, writeWav } from './wav.js';

/** What the command takes from outside besides its arguments. */
export interface CallSurroundings {
  /** Key from the environment, where there is one. */
  apiKey: string | undefined;
  dataDir: string;
  print: (text: string) => void;
  complain: (text: string) => void;
}

/** The headless caller. @returns the exit code */
export async function runCall(args: string[], surroundings: CallSurroundings): Promise<number> {
  try {
    const options = parseCallOptions(args);
    if (options === 'help') {
      surroundings.print(CALL_HELP);
      return 0;
    }
    return await placeCall(options, surroundings);
  } catch (error) {
    if (error instanceof UsageError) {
      surroundings.complain(`${error.message}\n\n${CALL_HELP}`);
      return 2;
    }
    if (!(error instanceof CallRefused || error instanceof CallFailure)) throw error;
    surroundings.complain(error.message);
    return 1;
  }
}

async function placeCall(options: CallOptions, { apiKey, dataDir, print, complain }: CallSurroundings) {
  const demo = await readDemoFile(dataDir);
  const agentId = options.agent ?? demo?.agentId;
  const key = options.key ?? apiKey ?? demo?.secretKey;
  const url = options.url ?? demo?.url ?? 'http://127.0.0.1:3000';
  if (!agentId) throw new UsageError('Say which agent to call: --agent <id>');
  if (!key)
    throw new UsageError('A secret key is needed: --key, or ORBIS_API_KEY, or the demo data of npm start.');
  const question = await loadQuestion(options.wav);

  const startedAt = performance.now();
  const session = await openSession(url, key, agentId);
  if (session.agent.consentText && !options.consent)
    throw new CallRefused(
      `The agent asks for consent first; agree with --consent:\n${session.agent.consentText}`,
    );
  const { call, audio, turns, setupMs } = await connect(session, options, startedAt);

  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    call.end();
  }, options.timeoutMs);
  const conversation = await converse(call, audio, question, session.agent.firstMessage !== '');
  clearTimeout(timer);
  const failure = call.state.phase === 'error' ? call.state.code : undefined;
  if (isLive(call.state)) call.end();

  const recording = { sampleRate: 24_000, samples: audio.recording() };
  if (options.out) await writeFile(options.out, writeWav(recording));
  const report = buildReport({ session, call, conversation, setupMs, turns, recording, out: options.out });
  print(options.json ? JSON.stringify(report) : describeReport(report));
  if (failure) {
    complain(`The call failed: ${failure}`);
    return 1;
  }
  if (conversation.answered) return 0;
  complain(timedOut ? 'The agent did not finish an answer in time.' : 'The call ended without an answer.');
  return 3;
}

async function loadQuestion(path: string): Promise<Int16Array<ArrayBuffer>> {
  try {
    return resample(readWav(await readFile(path)), MIC_SAMPLE_RATE);
  } catch (error) {
    if (error instanceof WavError) throw new UsageError(`${path} ${error.message}.`);
    throw new UsageError(`${path} cannot be read.`);
  }
}

async function connect(session: CallSession, options: CallOptions, startedAt: number) {
  const opened: { audio?: FileAudio } = {};
  const call = createVoiceCall({
    ticket: () => Promise.resolve(session),
    audio: (handlers): CallAudio => (opened.audio = new FileAudio(handlers)),
    WebSocket: WebSocket as unknown as WebSocketConstructor,
  });
  const turns: TurnLatency[] = [];
  call.on('message', (message) => {
    if (message.type !== 'latency') return;
    const { turn, voiceToVoiceMs, gatewayMs } = message;
    turns.push({ turn, voiceToVoiceMs, gatewayMs });
  });
  const { consentVersion } = session.agent;
  await call.start({
    variables: options.variables,
    ...(options.consent && consentVersion && { consent: { accepted: true, version: consentVersion } }),
  });
  if (!isLive(call.state) || !opened.audio) {
    const code = call.state.phase === 'error' ? call.state.code : 'internal';
    throw new CallRefused(`The call could not start: ${describeFailure(code).title} (${code})`);
  }
  return { call, audio: opened.audio, turns, setupMs: Math.round(performance.now() - startedAt) };
}
