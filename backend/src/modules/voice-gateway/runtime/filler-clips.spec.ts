import { describe, expect, it, jest } from '@jest/globals';
import { FakeClock } from '../../../platform/clock/clock.js';
import type { Logger } from '../../../platform/logging/index.js';
import {
  VoiceProviderError,
  type VoiceProvider,
  type VoiceProviderEvent,
  type VoiceSessionSpec,
} from '../providers/voice-provider.port.js';
import { FillerClips } from './filler-clips.service.js';

const voice = { voiceId: 'Puck', language: 'de-DE' };
const pcm = Buffer.alloc(48 * 500);

/** A model that says what it is told to, or is away. */
function fillers() {
  const clock = new FakeClock();
  const model = { isAway: false };
  const open = jest.fn((spec: VoiceSessionSpec, onEvent: (event: VoiceProviderEvent) => void) => {
    if (model.isAway) return Promise.reject(new VoiceProviderError('transient', 'away'));
    const sendText = () => {
      onEvent({ type: 'said', generation: 0, text: spec.language === 'de-DE' ? 'Einen Moment.' : '' });
      onEvent({ type: 'audio', generation: 0, pcm, receivedAt: 0 });
      onEvent({ type: 'turn-complete', generation: 0 });
    };
    return Promise.resolve({ sendText, close: jest.fn() });
  });
  const provider = { capabilities: { outputSampleRate: 24_000 }, open } as unknown as VoiceProvider;
  const logger = { warn: jest.fn() } as unknown as Logger;
  return { clips: new FillerClips(provider, clock, logger), clock, model, open };
}

describe('fillers', () => {
  it('are spoken once, however many wait, with the words that the model used', async () => {
    const { clips, open } = fillers();
    expect(clips.kept(voice, 'One moment.')).toBeUndefined();
    const [first, second] = await Promise.all([1, 2].map(() => clips.get(voice, 'One moment.')));
    expect(first).toMatchObject({ durationMs: 500, text: 'Einen Moment.' });
    expect(second).toBe(first);
    expect(clips.kept(voice, 'One moment.')).toBe(first);
    expect(open).toHaveBeenCalledTimes(1);
    const english = await clips.get({ ...voice, language: 'en-US' }, 'One moment.');
    expect(english?.text).toBe('One moment.');
  });

  it('that cannot be spoken are tried again after a minute, and no sooner', async () => {
    const { clips, clock, model, open } = fillers();
    model.isAway = true;
    expect(await clips.get(voice, 'One moment.')).toBeUndefined();
    model.isAway = false;
    expect(await clips.get(voice, 'One moment.')).toBeUndefined();
    expect(open).toHaveBeenCalledTimes(1);
    clock.advance(60_000);
    expect(await clips.get(voice, 'One moment.')).toBeDefined();
  });

  it('are kept for the 32 that were used last', async () => {
    const { clips } = fillers();
    await clips.get(voice, 'first');
    for (let n = 0; n < 31; n += 1) await clips.get(voice, `filler ${n}`);
    expect(clips.kept(voice, 'first')).toBeDefined();
    await clips.get(voice, 'one more');
    expect(clips.kept(voice, 'first')).toBeDefined();
    expect(clips.kept(voice, 'filler 0')).toBeUndefined();
  });
});
