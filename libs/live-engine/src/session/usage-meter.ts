import {
  audioTokens,
  closeTurn,
  compress,
  textTokens,
  type Compression,
  type Context,
  type UsageMetadata,
} from '../protocol/usage.js';

/** The bill of one connection: what is in the context now, and each turn's usage. */
export class UsageMeter {
  private context: Context;

  constructor(
    private readonly compression: Compression | undefined,
    restored: Context | undefined,
    instructions: string,
  ) {
    this.context = restored ?? { textTokens: textTokens(instructions), audioTokens: 0 };
  }

  get snapshot(): Context {
    return this.context;
  }

  userAudio(ms: number): void {
    this.grow({ ...this.context, audioTokens: this.context.audioTokens + audioTokens(ms) });
  }

  text(text: string): void {
    this.grow({ ...this.context, textTokens: this.context.textTokens + textTokens(text) });
  }

  closeTurn(responseAudioMs: number): UsageMetadata {
    const { usage, next } = closeTurn(this.context, responseAudioMs, this.compression);
    this.context = next;
    return usage;
  }

  private grow(context: Context): void {
    this.context = this.compression ? compress(context, this.compression) : context;
  }
}
