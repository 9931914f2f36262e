import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Performer } from '../ports.js';
import { Ears } from './hearing/ears.js';
import type { RuntimeChoice } from './hearing/recogniser.js';
import { SpeakingMind } from './mind/speaking-mind.js';
import { Mouth } from './voice/mouth.js';

export interface SpeechOptions {
  /** Where the recogniser's vocabulary (0.7 MB) is written once; default: a folder of this user under the system's temporary one. */
  cacheFolder?: string;
  /** `auto` (default) takes the native add-on where it is installed, and WebAssembly elsewhere. */
  runtime?: RuntimeChoice;
  /** Threads that recognise speech (default 1); each holds about 150 MB. */
  transcribers?: number;
  /** Threads that speak (default 1); each holds about 60 MB. */
  synthesisers?: number;
  /** Folder of the compiled worker files; default: beside this module. Tests that run from TypeScript set it. */
  workers?: URL;
  /** Today, for "tomorrow at seven". */
  now?: () => Date;
  /** A failure that cost one utterance and nothing else; default: a process warning. */
  onProblem?: (problem: Error) => void;
}

/**
 * Really hears and speaks, with models that came as npm packages: nothing is downloaded and no socket is opened.
 * Rejects with a WeightError where a model is absent or not the tested one.
 */
export async function createSpeechPerformer(options: SpeechOptions = {}): Promise<Performer> {
  const workers = options.workers ?? new URL('./', import.meta.url);
  const started = await Promise.allSettled([
    Ears.start({
      workers,
      runtime: options.runtime ?? 'auto',
      cacheFolder: options.cacheFolder ?? join(tmpdir(), `orbisvoice-speech-${userInfo().uid}`),
      transcribers: options.transcribers ?? 1,
      onProblem: options.onProblem ?? ((problem) => process.emitWarning(problem)),
    }),
    Mouth.start(workers, options.synthesisers ?? 1),
  ]);
  const [ears, mouth] = started;
  if (ears.status === 'rejected' || mouth.status === 'rejected') {
    // What did start would keep the process alive.
    if (ears.status === 'fulfilled') await ears.value.close();
    if (mouth.status === 'fulfilled') await mouth.value.close();
    throw ears.status === 'rejected' ? ears.reason : (mouth as PromiseRejectedResult).reason;
  }
  return {
    name: `local demonstration voice (Moonshine tiny, Silero VAD, Flite; ${ears.value.runtime})`,
    listen: (settings, onEvent) => ears.value.listen(settings, onEvent),
    mind: new SpeakingMind(mouth.value, options.now ?? (() => new Date())),
    close: async () => {
      await Promise.all([ears.value.close(), mouth.value.close()]);
    },
  };
}
