import { createBrowserAudio, createVoiceCall } from '@orbisvoice/voice-client';
// A file of its own in the build: the content security policy allows no blob: modules.
import workletUrl from '@orbisvoice/voice-client/worklet?worker&url';
import type { CallFactory } from '../features/voice-call/lib/call-factory.js';

/** Real calls, with this browser's microphone and loudspeaker. */
export const createBrowserCall: CallFactory = (ticket) =>
  createVoiceCall({ ticket, audio: (handlers) => createBrowserAudio(workletUrl, handlers) });
