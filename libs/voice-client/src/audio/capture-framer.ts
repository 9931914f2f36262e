import { MIC_FRAME_MS, MIC_SAMPLE_RATE } from '../protocol.js';
import type { CaptureMessage } from './capture-message.js';
import { rms, toPcm16 } from './pcm.js';
import { createResampler } from './resampler.js';

const FRAME_SAMPLES = (MIC_SAMPLE_RATE / 1000) * MIC_FRAME_MS;

/** Turns the device's blocks, at whatever rate it runs, into even frames of the wire format. */
export function frameCapture(
  inputRate: number,
  onFrame: (frame: CaptureMessage) => void,
): (block: Float32Array) => void {
  const resampler = createResampler(inputRate, MIC_SAMPLE_RATE);
  const frame = new Float32Array(FRAME_SAMPLES);
  let filled = 0;
  return (block) => {
    const samples = resampler.process(block);
    for (let read = 0; read < samples.length;) {
      const part = samples.subarray(read, read + FRAME_SAMPLES - filled);
      frame.set(part, filled);
      filled += part.length;
      read += part.length;
      if (filled < FRAME_SAMPLES) return;
      filled = 0;
      onFrame({ pcm: toPcm16(frame).buffer, rms: rms(frame) });
    }
  };
}
