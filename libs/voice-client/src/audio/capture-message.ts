/** Capture → page: 20 ms of PCM16 at 16 kHz and how loud it is. */
export interface CaptureMessage {
  pcm: ArrayBuffer;
  rms: number;
}
