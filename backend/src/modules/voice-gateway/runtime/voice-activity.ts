/** Voiced audio that is needed for a start, and silence for an end. Short: this measures, it does not decide turns. */
const START_MS = 60;
const END_MS = 200;
const BYTES_PER_MS = 32;
/** Mean amplitude below which nothing counts as speech, and how far speech has to stand out of the room. */
const MIN_LEVEL = 250;
const OVER_NOISE = 3;
/** Every fourth sample tells the level as well as all of them. */
const STRIDE_BYTES = 8;

export type VoiceActivityEvent = { type: 'started' } | { type: 'ended'; endedAt: number };

/**
 * When the visitor speaks, by loudness alone. It serves the measurement of latency, the idle timer and the state that
 * the client sees; the provider decides on turns. Durations are counted in audio, times are those of arrival.
 */
export class VoiceActivity {
  private noise = MIN_LEVEL / OVER_NOISE;
  private voicedMs = 0;
  private silentMs = 0;
  private lastVoicedAt = 0;
  private speaking = false;

  push(pcm: Buffer, at: number): VoiceActivityEvent | undefined {
    const ms = pcm.length / BYTES_PER_MS;
    const level = meanLevel(pcm);
    const voiced = level > Math.max(MIN_LEVEL, this.noise * OVER_NOISE);
    if (!voiced) this.noise += (level - this.noise) * 0.05;
    return voiced ? this.voiced(ms, at) : this.silent(ms);
  }

  /** The microphone was closed: whatever was being said has ended. */
  stop(): VoiceActivityEvent | undefined {
    this.voicedMs = 0;
    if (!this.speaking) return undefined;
    this.speaking = false;
    return { type: 'ended', endedAt: this.lastVoicedAt };
  }

  private voiced(ms: number, at: number): VoiceActivityEvent | undefined {
    this.silentMs = 0;
    this.voicedMs += ms;
    this.lastVoicedAt = at;
    if (this.speaking || this.voicedMs < START_MS) return undefined;
    this.speaking = true;
    return { type: 'started' };
  }

  private silent(ms: number): VoiceActivityEvent | undefined {
    this.silentMs += ms;
    if (this.silentMs >= START_MS) this.voicedMs = 0;
    return this.speaking && this.silentMs >= END_MS ? this.stop() : undefined;
  }
}

function meanLevel(pcm: Buffer): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at + 1 < pcm.length; at += STRIDE_BYTES) {
    sum += Math.abs(pcm.readInt16LE(at));
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
