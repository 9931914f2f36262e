import type { Mind, MindInput, ReplyPart } from '../../ports.js';
import type { Mouth } from '../voice/mouth.js';
import { breathsOf } from '../voice/sentences.js';
import { think } from './think.js';

/** Thinks of an answer and says it sentence by sentence; while one is sent, the next is being made. */
export class SpeakingMind implements Mind {
  constructor(
    private readonly mouth: Pick<Mouth, 'say'>,
    private readonly now: () => Date,
  ) {}

  async *reply(input: MindInput, signal: AbortSignal): AsyncIterable<ReplyPart> {
    const thought = think(input, this.now());
    if (thought.type === 'call') {
      yield { type: 'tool-calls', calls: thought.calls };
      return;
    }
    const sentences = breathsOf(thought.text);
    let next = this.spoken(sentences[0], input.voiceName, signal);
    for (const [at, sentence] of sentences.entries()) {
      const pcm24k = await next;
      if (signal.aborted || !pcm24k) return;
      next = this.spoken(sentences[at + 1], input.voiceName, signal);
      // A blank parts the sentences where a client joins the pieces of a transcript.
      yield { type: 'speech', text: at === 0 ? sentence : ` ${sentence}`, pcm24k };
    }
  }

  /** Settles even where nobody waits for it any more: an interrupted answer leaves its next sentence behind. */
  private spoken(
    sentence: string | undefined,
    voiceName: string,
    signal: AbortSignal,
  ): Promise<Buffer | undefined> {
    if (sentence === undefined) return Promise.resolve(undefined);
    const made: Promise<Buffer | undefined> = this.mouth.say(sentence, voiceName, signal);
    made.catch(() => undefined);
    return made;
  }
}
