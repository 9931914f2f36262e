import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { waitFor } from '../../support/wait-for.js';

const LATENCY = '--latency-msec=20';

/** A sound card of its own: a microphone that hears what is played into it, and a loudspeaker that can be listened to. */
export interface SoundCard {
  /** For programs that shall use it. */
  readonly env: NodeJS.ProcessEnv;
  /** Speaks a WAV file into the microphone. */
  speak(file: string): Promise<void>;
  /** What came out of the loudspeaker so far: PCM16 mono 24 kHz. */
  heard(): Buffer;
  close(): void;
}

/** Browsers offer no microphone that is another device's monitor, so the second one is a source made from it. */
const DEVICES = (socket: string): string => `
load-module module-native-protocol-unix socket=${socket} auth-anonymous=1
load-module module-null-sink sink_name=speaker rate=48000
load-module module-null-sink sink_name=voice rate=48000
load-module module-remap-source master=voice.monitor source_name=microphone
set-default-sink speaker
set-default-source microphone
`;

export async function startSoundCard(): Promise<SoundCard> {
  const home = mkdtempSync(join(tmpdir(), 'orbisvoice-sound-'));
  const script = join(home, 'devices.pa');
  const socket = join(home, 'native');
  writeFileSync(script, DEVICES(socket));
  const env = {
    ...process.env,
    PULSE_SERVER: `unix:${socket}`,
    XDG_RUNTIME_DIR: home,
    PULSE_RUNTIME_PATH: home,
    PULSE_COOKIE: join(home, 'cookie'),
    HOME: home,
  };
  const children: ChildProcess[] = [];
  const start = (program: string, args: string[]) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    children.push(child);
    return child;
  };
  start('pulseaudio', ['-n', '-F', script, '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no']);
  const run = promisify(execFile);
  await waitFor(async () => {
    const answer = await run('pactl', ['list', 'short', 'sources'], { env }).catch(() => undefined);
    return answer?.stdout.includes('microphone') === true;
  }, 20_000);
  const listener = start('parec', [
    ...['--device=speaker.monitor', '--rate=24000', '--channels=1', '--format=s16le', LATENCY],
  ]);
  const heard: Buffer[] = [];
  listener.stdout?.on('data', (chunk: Buffer) => heard.push(chunk));
  return {
    env,
    speak: async (file) => void (await run('paplay', ['--device=voice', LATENCY, file], { env })),
    heard: () => Buffer.concat(heard),
    close: () => {
      for (const child of children.reverse()) child.kill('SIGKILL');
      rmSync(home, { recursive: true, force: true });
    },
  };
}
