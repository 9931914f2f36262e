import { parentPort, workerData } from 'node:worker_threads';
import type { EarSettings } from '../../ports.js';
import { loadWeight } from '../weights.js';
import { ListenerSession, type ListenerEvent } from './listener-session.js';
import { loadRuntime, type RuntimeChoice, type VoiceActivity } from './recogniser.js';

export interface ListenerData {
  runtime: RuntimeChoice;
}

export type ListenerCommand = { session: number } & (
  | { type: 'open'; settings: EarSettings }
  | { type: 'audio'; pcm: Uint8Array }
  | { type: 'begin' }
  | { type: 'flush' }
  | { type: 'close' }
);

export interface ListenerReport {
  session: number;
  event: ListenerEvent;
}

/** How sure the detector must be that it hears speech. */
const THRESHOLD = { high: 0.5, low: 0.7 };

if (!parentPort) throw new Error('this file runs as a worker');
const port = parentPort;
const runtime = loadRuntime((workerData as ListenerData).runtime);
const modelPath = loadWeight('voiceActivity').path;
const sessions = new Map<number, { listener: ListenerSession; release: () => void }>();
/** Detectors of ended sessions: making one takes tens of milliseconds, in which every other caller would wait. */
const idle: Record<EarSettings['startSensitivity'], VoiceActivity[]> = { high: [], low: [] };

function open(session: number, settings: EarSettings): void {
  const shelf = idle[settings.startSensitivity];
  const activity =
    shelf.pop() ?? runtime.createVoiceActivity(modelPath, THRESHOLD[settings.startSensitivity]);
  const listener = new ListenerSession(settings, activity, (event) => {
    const report: ListenerReport = { session, event };
    port.postMessage(report, event.type === 'segment' ? [event.samples.buffer] : []);
  });
  const release = () => {
    activity.reset();
    shelf.push(activity);
  };
  sessions.set(session, { listener, release });
}

port.on('message', (command: ListenerCommand) => {
  if (command.type === 'open') return open(command.session, command.settings);
  const entry = sessions.get(command.session);
  if (command.type === 'audio') return entry?.listener.push(command.pcm);
  if (command.type === 'begin') return entry?.listener.begin();
  if (command.type === 'flush') return entry?.listener.flush();
  entry?.release();
  sessions.delete(command.session);
});

idle.high.push(runtime.createVoiceActivity(modelPath, THRESHOLD.high));
port.postMessage({ ready: runtime.kind });
