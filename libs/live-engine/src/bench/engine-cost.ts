import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import type { ScenarioInput } from '../scripted/scenario.js';

// What the engine costs: CPU milliseconds of its process for each second of a call that talks both ways all the time
// (messages of 20 ms up, of 40 ms down). Run after a build: node libs/live-engine/dist/bench/engine-cost.js [sessions] [up ms]

const SESSIONS = Number(process.argv[2] ?? 200);
/** Length of a microphone message; a gateway may join two of 20 ms. */
const UP_MS = Number(process.argv[3] ?? 20);
const WARM_UP_MS = 3_000;
const MEASURE_MS = 8_000;
const ROUNDS = 3;
const TALK_MS = 240_000;

const duplex: ScenarioInput = {
  name: 'duplex',
  turns: [{ on: { type: 'after', ms: 0 }, reply: [{ say: 'This goes on for a while.', audioMs: TALK_MS }] }],
  timing: { pace: 1 },
};

const PATH = '/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent?key=bench';
const SETUP = JSON.stringify({
  setup: {
    model: 'models/gemini-3.8-live',
    realtimeInputConfig: { activityHandling: 'NO_INTERRUPTION' },
    outputAudioTranscription: {},
  },
});

/** Noise of a microphone below any threshold: every sample is looked at, no turn begins. */
function microphoneFrame(): string {
  const pcm = Buffer.alloc(UP_MS * 32);
  for (let at = 0; at < pcm.length; at += 2) pcm.writeInt16LE(((at * 7919) % 41) - 20, at);
  return JSON.stringify({
    realtimeInput: { audio: { data: pcm.toString('base64'), mimeType: 'audio/pcm;rate=16000' } },
  });
}

async function join(port: number, onFrame: () => void): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${PATH}`, { perMessageDeflate: false });
  await once(socket, 'open');
  socket.send(SETUP);
  await once(socket, 'message');
  socket.on('message', onFrame);
  return socket;
}

async function engineCpuMs(port: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/health`);
  const { cpuMs } = (await response.json()) as { cpuMs: number };
  return cpuMs;
}

/** Sends to every session on an absolute schedule. A busy machine misses frames instead of running after them. */
function speakInto(sockets: WebSocket[]): { stop: () => void; sent: () => number } {
  const frame = microphoneFrame();
  const startedAt = performance.now();
  let slot = 0;
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor((performance.now() - startedAt) / UP_MS);
    if (due <= slot) return;
    slot = due;
    sent += 1;
    for (const socket of sockets) socket.send(frame);
  }, UP_MS / 4);
  return { stop: () => clearInterval(timer), sent: () => sent };
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const engine = fork(fileURLToPath(new URL('../main.js', import.meta.url)), {
  env: {
    LIVE_ENGINE_PORT: '0',
    LIVE_ENGINE_MODE: 'scripted',
    LIVE_ENGINE_SCENARIO: JSON.stringify(duplex),
  },
});
const [{ port }] = (await once(engine, 'message')) as [{ port: number }];
let received = 0;
const sockets = await Promise.all(Array.from({ length: SESSIONS }, () => join(port, () => (received += 1))));
const microphone = speakInto(sockets);
await pause(WARM_UP_MS);
const costs: number[] = [];
for (let round = 1; round <= ROUNDS; round += 1) {
  const [cpu, at, down, up] = [await engineCpuMs(port), performance.now(), received, microphone.sent()];
  await pause(MEASURE_MS);
  const seconds = (performance.now() - at) / 1000;
  const cost = ((await engineCpuMs(port)) - cpu) / seconds / SESSIONS;
  const downRate = ((received - down) / seconds / SESSIONS).toFixed(1);
  const upRate = (microphone.sent() - up) / seconds;
  print(
    `round ${round}: ${cost.toFixed(3)} CPU ms per call-second, ${upRate.toFixed(1)} messages up, ${downRate} down a second`,
  );
  // Half the messages cost half as much: such a round says nothing.
  if (upRate >= (0.95 * 1000) / UP_MS) costs.push(cost);
}
microphone.stop();
print(
  costs.length === 0
    ? 'The machine was too busy to send in real time: no figure.'
    : `${SESSIONS} sessions talking both ways, ${UP_MS} ms up: ${Math.min(...costs).toFixed(3)} CPU ms per call-second (best of ${costs.length})`,
);
for (const socket of sockets) socket.terminate();
engine.kill('SIGTERM');
await once(engine, 'exit');
