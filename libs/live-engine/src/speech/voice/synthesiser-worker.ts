import { loadWeight } from '../weights.js';
import { answerJobs } from '../workers/answer-jobs.js';
import { Synthesiser } from './synthesiser.js';
import { voiceShape } from './voice-table.js';
import { wasm } from './wasm.js';

export interface SynthesisJob {
  spokenText: string;
  voiceName: string;
}

const synthesiser = new Synthesiser(new wasm.Module(loadWeight('flite').bytes));
// The first sentence compiles the program's hot paths: the first caller should not wait for that.
synthesiser.say('Hello, how are you today?', voiceShape('Kore'));

answerJobs<SynthesisJob, Uint8Array<ArrayBuffer>>(
  undefined,
  ({ spokenText, voiceName }) => synthesiser.say(spokenText, voiceShape(voiceName)),
  (pcm) => [pcm.buffer],
);
