import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  VoiceProviderError,
  type VoiceProvider,
  type VoiceProviderEvent,
  type VoiceProviderSession,
  type VoiceSessionSpec,
} from './voice-provider.port.js';

/** How the provider under test is made to behave. Audio is spoken language to it; silence ends a turn. */
export interface ProviderBench {
  provider(situation: Situation): VoiceProvider;
  /** PCM at the input rate that is heard as speech, and that long a silence after it. */
  speech(ms: number): Buffer[];
  silence(ms: number): Buffer[];
  /** Length of the audio that answers an utterance. */
  replyMs: number;
  close(): Promise<void>;
}

export type Situation =
  /** Answers every utterance with words and a few seconds of audio. */
  | 'talks'
  /** Calls the function `look_up` and then says what it answered. */
  | 'calls-tool'
  | 'refuses-credential'
  | 'never-answers'
  /** Ends the connection while it speaks. */
  | 'drops-mid-reply'
  /** Announces its end shortly after the start. */
  | 'goes-away'
  | 'sends-garbage';

export const plainSpec: VoiceSessionSpec = {
  systemInstruction: 'You are friendly.',
  voiceId: 'Puck',
  language: 'en-US',
  tools: [],
  patience: 'balanced',
  openWithinMs: 10_000,
  handle: undefined,
  history: [],
};
const lookUp = {
  background: false,
  name: 'look_up',
  description: 'Looks up.',
  parameters: { type: 'object', properties: {} },
};

/** One open session and everything that it has told. */
export class Listener {
  readonly events: VoiceProviderEvent[] = [];
  session!: VoiceProviderSession;

  static async open(provider: VoiceProvider, spec = plainSpec, signal = new AbortController().signal) {
    const listener = new Listener();
    listener.session = await provider.open(spec, (event) => void listener.events.push(event), signal);
    return listener;
  }

  of<T extends VoiceProviderEvent['type']>(type: T): Extract<VoiceProviderEvent, { type: T }>[] {
    return this.events.filter((event) => event.type === type) as Extract<VoiceProviderEvent, { type: T }>[];
  }

  async until(type: VoiceProviderEvent['type'], times = 1): Promise<void> {
    const deadline = Date.now() + 8_000;
    while (this.of(type).length < times) {
      if (Date.now() > deadline)
        throw new Error(
          `waited in vain for ${type} after ${this.events.map((event) => event.type).join(' ')}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  say(bench: ProviderBench, ms = 600): void {
    for (const pcm of [...bench.speech(ms), ...bench.silence(900)]) this.session.sendAudio(pcm);
  }
}

/** What every voice provider has to do, whatever is behind it. */
export function describeVoiceProvider(name: string, makeBench: () => Promise<ProviderBench>): void {
  describe(`${name} as a voice provider`, () => {
    let bench: ProviderBench;
    const open: Listener[] = [];
    beforeEach(async () => {
      bench = await makeBench();
    });
    afterEach(async () => {
      for (const listener of open.splice(0)) listener.session.close();
      await bench.close();
    });
    const start = async (situation: Situation, spec?: VoiceSessionSpec) => {
      const listener = await Listener.open(bench.provider(situation), spec);
      open.push(listener);
      return listener;
    };
    const refused = (situation: Situation, signal?: AbortSignal) =>
      bench
        .provider(situation)
        .open(plainSpec, () => undefined, signal ?? new AbortController().signal)
        .then(
          () => undefined,
          (error: unknown) => error,
        );

    it('hears, speaks and completes a turn under one number', async () => {
      const caller = await start('talks');
      caller.say(bench);
      await caller.until('turn-complete');
      expect(caller.of('heard').length).toBeGreaterThan(0);
      expect(
        caller
          .of('said')
          .map((event) => event.text)
          .join(''),
      ).not.toBe('');
      const audio = caller.of('audio');
      expect(audio.length).toBeGreaterThan(3);
      expect(audio.every((event) => event.pcm.length % 2 === 0)).toBe(true);
      const generations = new Set([...audio, ...caller.of('turn-complete')].map((event) => event.generation));
      expect(generations.size).toBe(1);
      expect(caller.of('usage').length).toBeGreaterThan(0);
    });

    it('gives the next reply the next number', async () => {
      const caller = await start('talks');
      caller.say(bench);
      await caller.until('turn-complete');
      caller.say(bench);
      await caller.until('turn-complete', 2);
      const [first, second] = caller.of('turn-complete').map((event) => event.generation);
      expect(second).toBeGreaterThan(first ?? Infinity);
    });

    it('answers typed words', async () => {
      const caller = await start('talks');
      caller.session.sendText('Hello');
      await caller.until('turn-complete');
      expect(caller.of('audio').length).toBeGreaterThan(0);
    });

    it('stops when the visitor speaks, and numbers what comes late as the interrupted reply', async () => {
      const caller = await start('talks');
      caller.say(bench);
      await caller.until('audio', 3);
      for (const pcm of bench.speech(600)) caller.session.sendAudio(pcm);
      await caller.until('interrupted');
      const [cut] = caller.of('interrupted');
      const after = caller.events.slice(caller.events.findIndex((event) => event.type === 'interrupted'));
      const complete = after.findIndex((event) => event.type === 'turn-complete');
      const late = after
        .slice(0, complete < 0 ? undefined : complete)
        .filter((event) => event.type === 'audio');
      expect(late.every((event) => event.generation === cut?.generation)).toBe(true);
    });

    it('calls functions and goes on with their answers', async () => {
      const caller = await start('calls-tool', { ...plainSpec, tools: [lookUp] });
      caller.say(bench);
      await caller.until('tool-calls');
      const call = caller.of('tool-calls')[0]?.calls[0];
      expect(call?.name).toBe('look_up');
      caller.session.answerTool(call?.id ?? '', 'look_up', { result: { found: 3 } });
      await caller.until('turn-complete');
      expect(caller.of('audio').length).toBeGreaterThan(0);
    });

    it('continues by handle where it can', async () => {
      const provider = bench.provider('talks');
      if (!provider.capabilities.resumption) return;
      const first = await Listener.open(provider);
      first.say(bench);
      await first.until('turn-complete');
      await first.until('handle');
      first.session.close();
      await first.until('closed');
      const second = await Listener.open(provider, {
        ...plainSpec,
        handle: first.of('handle').at(-1)?.handle,
      });
      open.push(second);
      second.say(bench);
      await second.until('turn-complete');
    });

    it('says that a handle is not accepted, so that a fresh session may be tried', async () => {
      const provider = bench.provider('talks');
      if (!provider.capabilities.resumption) return;
      const opening = provider.open(
        { ...plainSpec, handle: 'no-such-handle' },
        () => undefined,
        new AbortController().signal,
      );
      await expect(opening).rejects.toMatchObject({ failure: 'handle-refused' });
    });

    it('refuses a wrong credential for good', async () => {
      const error = await refused('refuses-credential');
      expect(error).toBeInstanceOf(VoiceProviderError);
      expect(error).toMatchObject({ failure: 'fatal' });
    });

    it('gives up at once when it is aborted while opening', async () => {
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 50);
      const before = Date.now();
      expect(await refused('never-answers', abort.signal)).toBeInstanceOf(VoiceProviderError);
      expect(Date.now() - before).toBeLessThan(1_000);
    });

    it('announces its end where it knows it', async () => {
      const caller = await start('goes-away');
      await caller.until('go-away');
      expect(caller.of('go-away')[0]?.timeLeftMs).toBeGreaterThan(0);
    });

    it('tells of a lost connection once, last, and does nothing afterwards', async () => {
      const caller = await start('drops-mid-reply');
      caller.say(bench);
      await caller.until('closed');
      expect(caller.events.at(-1)).toMatchObject({ type: 'closed', failure: 'transient' });
      caller.session.sendAudio(Buffer.alloc(640));
      caller.session.sendText('Hello');
      caller.session.endAudio();
      caller.session.close();
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(caller.of('closed')).toHaveLength(1);
    });

    it('keeps what comes while nobody reads it, and loses nothing', async () => {
      const caller = await start('talks');
      caller.say(bench);
      await caller.until('audio');
      caller.session.setReading(false);
      // What was on its way in this process is still told.
      await new Promise((resolve) => setTimeout(resolve, 20));
      const before = caller.events.length;
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(caller.events).toHaveLength(before);
      caller.session.setReading(true);
      await caller.until('turn-complete');
      expect(caller.of('audio').reduce((ms, { pcm }) => ms + pcm.length / 48, 0)).toBe(bench.replyMs);
    });

    it('ends for certain also where nobody reads', async () => {
      const caller = await start('talks');
      caller.session.setReading(false);
      caller.session.close();
      await caller.until('closed');
    });

    it('ends for certain when it is closed, twice as well', async () => {
      const caller = await start('talks');
      caller.session.close();
      caller.session.close();
      await caller.until('closed');
      expect(caller.of('closed')).toHaveLength(1);
    });

    it('survives what cannot be read', async () => {
      const caller = await start('sends-garbage');
      caller.say(bench);
      await caller.until('unusable');
      await caller.until('turn-complete');
    });
  });
}
