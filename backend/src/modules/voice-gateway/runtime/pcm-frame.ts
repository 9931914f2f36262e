import type { AudioHandle } from '../session/input.js';

/** What an audio handle is outside of the session: the bytes that the session never sees. */
export interface PcmFrame extends AudioHandle {
  readonly pcm: Buffer;
}

/** Handles come back from the session as they went in, and only frames went in. */
export const pcmOf = (audio: AudioHandle): Buffer => (audio as PcmFrame).pcm;
