import { MIC_FRAME_MS, MIC_SAMPLE_RATE } from '../protocol.js';
import { rms, toPcm16 } from './pcm.js';
import { Resampler } from './resampler.js';

const FRAME_SAMPLES = (MIC_SAMPLE_RATE / 1000) * MIC_FRAME_MS;

/** One frame of microphone audio, ready for the socket. */
export interface CapturedFrame {
  /** PCM16 mono at 16 kHz, 20 ms. */
  pcm: Int16Array<ArrayBuffer>;
  /** Loudness of the frame, for the level meter. */
  rms: number;
}

/** Turns the device's blocks, at whatever rate it runs, into even frames of the wire format. */
export class CaptureFramer {
  private readonly resampler: Resampler | undefined;
  private readonly frame = new Float32Array(FRAME_SAMPLES);
  private filled = 0;

  constructor(
    inputRate: number,
    private readonly onFrame: (frame: CapturedFrame) => void,
  ) {
    this.resampler = inputRate === MIC_SAMPLE_RATE ? undefined : new Resampler(inputRate, MIC_SAMPLE_RATE);
  }

  push(block: Float32Array): void {
    const samples = this.resampler ? this.resampler.process(block) : block;
    for (let read = 0; read < samples.length;) {
      const part = samples.subarray(read, read + FRAME_SAMPLES - this.filled);
      this.frame.set(part, this.filled);
      this.filled += part.length;
      read += part.length;
      if (this.filled < FRAME_SAMPLES) return;
      this.filled = 0;
      this.onFrame({ pcm: toPcm16(this.frame), rms: rms(this.frame) });
    }
  }
}
