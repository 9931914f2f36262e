import { resampleTo16k, sampleRate } from '../protocol/audio-message.js';
import type { RealtimeInput } from '../protocol/client-fields.js';
import { INVALID_ARGUMENT, invalid, type Refusal } from '../protocol/refusal.js';
import type { SessionSetup } from '../protocol/setup.js';
import type { Conversation } from './conversation.js';

/** Passes one realtimeInput message on; gives the refusal where it does not fit the setup. */
export function receiveRealtime(
  input: RealtimeInput,
  setup: SessionSetup,
  conversation: Conversation,
  hear: (pcm16k: Buffer) => void,
): Refusal | undefined {
  const { automaticDetection } = setup;
  if ((input.activityStart ?? input.activityEnd) && automaticDetection) {
    return invalid(
      'Explicit activity control is not supported when automatic activity detection is enabled.',
    );
  }
  if (input.audioStreamEnd && !automaticDetection) return INVALID_ARGUMENT;
  if (input.activityStart) conversation.activityStart();
  for (const { data, mimeType } of [...(input.audio ? [input.audio] : []), ...(input.mediaChunks ?? [])]) {
    if (!mimeType.startsWith('audio/')) continue;
    const rate = sampleRate(mimeType);
    if (rate === undefined) return INVALID_ARGUMENT;
    hear(resampleTo16k(Buffer.from(data, 'base64'), rate));
  }
  if (input.text !== undefined) conversation.type(input.text);
  if (input.activityEnd && !conversation.hasHeardAudio) return INVALID_ARGUMENT;
  if (input.activityEnd) conversation.flush();
  if (input.audioStreamEnd) conversation.streamEnded();
  return undefined;
}
