import type { MindContext, MindInput, Performer, ReplyPart } from '../ports.js';
import type { Prompt } from '../session/session-state.js';

export interface ReplySink {
  part(generation: number, part: ReplyPart): void;
  done(generation: number): void;
  failed(generation: number, error: unknown): void;
}

/** Lets the mind answer, one reply at a time; a stopped reply gives nothing any more. */
export class ReplyRunner {
  private running: { generation: number; abort: AbortController } | undefined;

  constructor(
    private readonly performer: Performer,
    private readonly sink: ReplySink,
  ) {}

  start(generation: number, prompt: Prompt, context: MindContext): void {
    this.stop();
    const abort = new AbortController();
    this.running = { generation, abort };
    void this.run(generation, this.parts(prompt, context, abort.signal), abort.signal);
  }

  stop(): void {
    this.running?.abort.abort();
    this.running = undefined;
  }

  private parts(prompt: Prompt, context: MindContext, signal: AbortSignal): AsyncIterable<ReplyPart> {
    if (prompt.kind !== 'unprompted') {
      const input: MindInput = { ...context, ...prompt };
      return this.performer.mind.reply(input, signal);
    }
    const unprompted = this.performer.unprompted?.[prompt.index];
    if (unprompted === undefined)
      throw new RangeError(`The performer has nothing unprompted at ${prompt.index}`);
    return unprompted.reply(context, signal);
  }

  private async run(generation: number, parts: AsyncIterable<ReplyPart>, signal: AbortSignal): Promise<void> {
    try {
      for await (const part of parts) {
        if (signal.aborted) return;
        this.sink.part(generation, part);
      }
      if (!signal.aborted) this.sink.done(generation);
    } catch (error) {
      if (!signal.aborted) this.sink.failed(generation, error);
    }
  }
}
