import { levelDb } from '../audio/pcm.js';
import { atSnr, atSpeed, packetGaps, pink, telephone, white } from './degrade.js';

const RATE = 16_000;
const tone = (hertz: number, seconds = 1) =>
  Float32Array.from({ length: RATE * seconds }, (_, at) => 0.3 * Math.sin((2 * Math.PI * hertz * at) / RATE));

describe('what happens to sound on its way', () => {
  it('adds noise at the ratio that was asked for', () => {
    const speech = tone(500);
    for (const noise of [white, pink]) {
      const added = atSnr(speech, noise(speech.length, 1), 10).map((sample, at) => sample - speech[at]!);
      expect(levelDb(speech) - levelDb(added)).toBeCloseTo(10, 0);
    }
  });

  it('leaves the pauses out of the ratio', () => {
    const halfSilent = new Float32Array(2 * RATE);
    halfSilent.set(tone(500));
    const added = atSnr(halfSilent, white(2 * RATE, 1), 10).subarray(RATE);
    expect(levelDb(tone(500)) - levelDb(added)).toBeCloseTo(10, 0);
  });

  it('lets only the band of a telephone through', () => {
    const level = (hertz: number) => levelDb(telephone(tone(hertz)), 4_000, 12_000);
    expect(level(1_000)).toBeGreaterThan(levelDb(tone(1_000)) - 1.5);
    for (const outside of [80, 5_500]) expect(level(outside)).toBeLessThan(level(1_000) - 25);
  });

  it('loses about as many packets as it should, whole ones, the same each time', () => {
    const samples = tone(500, 20).map((sample) => sample + 1);
    for (const burst of [1, 3]) {
      const lossy = packetGaps(samples, 0.05, burst, 7);
      const lost = lossy.filter((sample) => sample === 0).length / samples.length;
      expect(lost).toBeGreaterThan(0.02);
      expect(lost).toBeLessThan(0.09);
      const again = packetGaps(samples, 0.05, burst, 7);
      expect(Buffer.compare(Buffer.from(again.buffer), Buffer.from(lossy.buffer))).toBe(0);
    }
  });

  it('shortens what is played faster', () => {
    expect(atSpeed(tone(500), 1.1).length / RATE).toBeCloseTo(1 / 1.1, 2);
  });
});
