export interface VoiceMeasures {
  pitchHz: number;
  /** Centre of the spectrum's power, Hz: a smaller mouth moves it up. */
  brightnessHz: number;
  seconds: number;
}

const FRAME = 1_024;

/** Median pitch by autocorrelation, and brightness by the rate of sign changes, over the loud frames. */
export function measureVoice(samples: Float32Array, sampleRate: number): VoiceMeasures {
  const pitches: number[] = [];
  let crossings = 0;
  let loud = 0;
  for (let at = 0; at + 2 * FRAME < samples.length; at += FRAME) {
    const frame = samples.subarray(at, at + 2 * FRAME);
    const power = frame.reduce((sum, sample) => sum + sample * sample, 0) / frame.length;
    if (power < 1e-3) continue;
    loud++;
    for (let index = 1; index < FRAME; index++)
      if (frame[index]! >= 0 !== frame[index - 1]! >= 0) crossings++;
    const pitch = pitchOf(frame, sampleRate);
    if (pitch) pitches.push(pitch);
  }
  pitches.sort((a, b) => a - b);
  return {
    pitchHz: pitches[pitches.length >> 1] ?? 0,
    brightnessHz: (crossings * sampleRate) / (2 * FRAME * Math.max(1, loud)),
    seconds: samples.length / sampleRate,
  };
}

function pitchOf(frame: Float32Array, sampleRate: number): number | undefined {
  const correlation = (lag: number) => {
    let sum = 0;
    for (let index = 0; index < FRAME; index++) sum += frame[index]! * frame[index + lag]!;
    return sum;
  };
  const energy = correlation(0);
  let best = 0;
  let bestLag = 0;
  for (let lag = Math.floor(sampleRate / 350); lag <= Math.ceil(sampleRate / 60); lag++) {
    const value = correlation(lag);
    if (value > best * 1.02) [best, bestLag] = [value, lag];
  }
  return best > 0.4 * energy ? sampleRate / bestLag : undefined;
}
