import fc from 'fast-check';
import type { EarEvent, EarSettings } from '../ports.js';
import { EnergyEar } from './energy-ear.js';
import { tone } from './tone.js';

const settings: EarSettings = {
  prefixPaddingMs: 100,
  silenceDurationMs: 500,
  startSensitivity: 'high',
  endSensitivity: 'high',
};

const speech = (ms: number): Buffer => tone('Caller', (ms * 2) / 3);
const silence = (ms: number): Buffer => Buffer.alloc(ms * 32);

function listen(audio: Buffer, cuts: number[], given = settings): EarEvent[] {
  const events: EarEvent[] = [];
  const ear = new EnergyEar(
    given,
    (event) => events.push(event),
    () => 'words',
  );
  for (let at = 0, turn = 0; at < audio.length; turn += 1) {
    const bytes = (cuts[turn % cuts.length] ?? 1) * 640;
    ear.push(audio.subarray(at, at + bytes));
    at += bytes;
  }
  return events;
}

describe('energy ear', () => {
  it('hears the same however the audio is cut', () => {
    const audio = Buffer.concat([silence(300), speech(900), silence(600), speech(600), silence(600)]);
    const whole = listen(audio, [1]);
    expect(whole.map((event) => event.type)).toEqual([
      'speech-start',
      'speech-end',
      'utterance',
      'speech-start',
      'speech-end',
      'utterance',
    ]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (cuts) => {
        expect(listen(audio, cuts)).toEqual(whole);
      }),
    );
  });

  it('starts after the padding and ends after the silence', () => {
    const [start, end] = listen(Buffer.concat([silence(200), speech(1000), silence(800)]), [1]);
    expect(start).toEqual({ type: 'speech-start', atMs: expect.closeTo(300, -2) });
    expect(end).toEqual({ type: 'speech-end', atMs: expect.closeTo(1700, -2) });
  });

  it('bears a pause that is shorter than the silence', () => {
    const audio = Buffer.concat([speech(500), silence(400), speech(500), silence(600)]);
    expect(listen(audio, [2]).filter((event) => event.type === 'speech-end')).toHaveLength(1);
  });

  it('is deaf to a click and to quiet noise', () => {
    const noise = Buffer.alloc(32_000).map((_, index) => (index % 2 === 0 ? (index * 31) % 100 : 0));
    expect(listen(Buffer.concat([silence(100), speech(40), silence(600), noise]), [1])).toEqual([]);
  });
});
