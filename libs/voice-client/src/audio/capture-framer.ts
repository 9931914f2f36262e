import { MIC_FRAME_MS, MIC_SAMPLE_RATE } from '../protocol.js';
import type { CaptureMessage } from './capture-message.js';
import { joined, rms, toPcm16 } from './pcm.js';
import { createResampler } from './resampler.js';

const FRAME_SAMPLES = (MIC_SAMPLE_RATE / 1000) * MIC_FRAME_MS;

/** Turns the device's blocks, at whatever rate it runs, into even frames of the wire format. */
export function frameCapture(
  inputRate: number,
  onFrame: (frame: CaptureMessage) => void,
): (block: Float32Array) => void {
  const resample = createResampler(inputRate, MIC_SAMPLE_RATE);
  let heard = new Float32Array(0);
  return (block) => {
    heard = joined(heard, resample(block));
    for (; heard.length >= FRAME_SAMPLES; heard = heard.subarray(FRAME_SAMPLES)) {
      const frame = heard.subarray(0, FRAME_SAMPLES);
      onFrame({ pcm: toPcm16(frame).buffer, rms: rms(frame) });
    }
  };
}
