import fc from 'fast-check';
import { cutAudio, resampleTo16k, sampleRate } from './audio-message.js';

const message = (data: string, mimeType = 'audio/pcm;rate=16000') =>
  Buffer.from(JSON.stringify({ realtimeInput: { audio: { data, mimeType } } }));

describe('audio message', () => {
  it('cuts out the same bytes as JSON.parse would find', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
        const pcm = Buffer.from(bytes);
        expect(cutAudio(message(pcm.toString('base64')))).toEqual(pcm);
      }),
    );
  });

  it('leaves everything else to the careful reader', () => {
    const odd = [
      message('AAAA', 'audio/pcm;rate=24000'),
      message('AAA'),
      message('AA"A'),
      message('****'),
      Buffer.from(`${message('AAAA').toString()} `),
      Buffer.from('{"realtimeInput":{"audio":{"data":"AA","x":{"a":"","mimeType":"audio/pcm;rate=16000"}}}'),
      Buffer.from('{}'),
    ];
    for (const frame of odd) expect(cutAudio(frame)).toBeUndefined();
  });

  it('never throws, whatever the frame', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void cutAudio(Buffer.from(bytes))));
  });

  it('keeps the duration when it changes the rate', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(8_000, 24_000, 44_100, 48_000),
        fc.integer({ min: 1, max: 100 }),
        (rate, ms) => {
          const samples = Math.floor((rate * ms) / 1000);
          const result = resampleTo16k(Buffer.alloc(samples * 2, 1), rate);
          expect(Math.abs(result.length / 2 - 16 * ms)).toBeLessThanOrEqual(2);
        },
      ),
    );
  });

  it('reads the rate of a MIME type', () => {
    expect(sampleRate('audio/pcm')).toBe(16_000);
    expect(sampleRate('audio/pcm; rate=24000')).toBe(24_000);
    expect(sampleRate('audio/pcm;rate=1')).toBeUndefined();
  });
});
