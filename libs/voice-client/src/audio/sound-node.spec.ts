import { afterEach, describe, expect, it } from '@jest/globals';
import { openSoundNode } from './sound-node.js';
import { PROCESSOR, type SoundMessage } from './sound-processor.js';

type Block = (event: unknown) => void;
const channel = (samples: Float32Array) => ({ getChannelData: () => samples });

/** A context whose audio thread does as a test wants, and whose script processors the test runs. */
function fakeContext(addModule: () => Promise<void> = () => Promise.resolve()) {
  const script: { onaudioprocess: Block | null } = { onaudioprocess: null };
  const context = { sampleRate: 48_000, audioWorklet: { addModule }, createScriptProcessor: () => script };
  return { script, context: context as unknown as AudioContext };
}
const worklet = (make: (name: string) => object): void =>
  void Object.assign(globalThis, {
    AudioWorkletNode: class {
      constructor(_context: unknown, name: string) {
        return make(name);
      }
    },
  });
afterEach(() => void Reflect.deleteProperty(globalThis, 'AudioWorkletNode'));

describe('the audio node of a call', () => {
  it('is on the audio thread where its module may be loaded', async () => {
    const sent: unknown[] = [];
    const port = { postMessage: (message: unknown) => sent.push(message), onmessage: null };
    worklet((name) => ({ name, port }));
    const { node, send } = await openSoundNode(fakeContext().context, '/widget.js', () => undefined);
    send({ type: 'flush' });
    expect([node, sent]).toEqual([expect.objectContaining({ name: PROCESSOR }), [{ type: 'flush' }]]);
  });

  it.each([
    ['no module may be loaded', () => Promise.reject(new Error('blocked'))],
    ['the module is of another version', () => Promise.resolve()],
  ])('hears and speaks on the thread of the page where %s', async (_where, addModule) => {
    worklet(() => {
      throw new Error('no such processor');
    });
    const { script, context } = fakeContext(addModule);
    const messages: SoundMessage[] = [];
    const { send } = await openSoundNode(context, '/widget.js', (message) => messages.push(message));
    const run = (level: number): Float32Array => {
      const [input, output] = [new Float32Array(1024).fill(level), new Float32Array(1024)];
      script.onaudioprocess?.({ inputBuffer: channel(input), outputBuffer: channel(output) });
      return output;
    };
    send({ type: 'audio', turn: 1, pcm: Int16Array.from({ length: 4_800 }, () => 8_192).buffer });
    const played = Array.from({ length: 8 }, () => run(0.5)).flatMap((block) => [...block]);
    expect(Math.max(...played)).toBeCloseTo(0.25, 1);
    const frames = messages.flatMap((message) => ('pcm' in message ? [message.rms] : []));
    expect(frames.at(-1)).toBeCloseTo(0.5, 1);
    expect(messages.some((message) => 'turn' in message && message.turn === 1 && message.playing)).toBe(true);
  });
});
