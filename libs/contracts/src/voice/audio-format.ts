/** Audio on the voice socket is PCM, 16-bit signed little-endian, mono; only the rates differ by direction. */
export const MIC_SAMPLE_RATE = 16_000;
export const AGENT_SAMPLE_RATE = 24_000;
export const BYTES_PER_SAMPLE = 2;

/** The usual microphone frame: 20 ms. */
export const MIC_FRAME_MS = 20;
export const MIC_FRAME_BYTES = (MIC_SAMPLE_RATE / 1000) * MIC_FRAME_MS * BYTES_PER_SAMPLE;

/** Any even length up to this is accepted in one binary frame. */
export const MAX_AUDIO_FRAME_BYTES = 32 * 1024;
/** Text frames above this are refused with close code 4002. */
export const MAX_TEXT_FRAME_BYTES = 16 * 1024;

/** Milliseconds of audio held by `bytes` of PCM16 mono at `sampleRate`. */
export const pcmDurationMs = (bytes: number, sampleRate: number): number =>
  (bytes / BYTES_PER_SAMPLE / sampleRate) * 1000;
