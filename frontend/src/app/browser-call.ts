import { BrowserAudio, VoiceCall } from '@orbisvoice/voice-client';
// A file of its own in the build: the content security policy allows no blob: modules.
import workletUrl from '@orbisvoice/voice-client/worklet?worker&url';
import type { CallFactory } from '../features/voice-call/lib/call-factory.js';

/** Real calls, with this browser's microphone and loudspeaker. */
export const createBrowserCall: CallFactory = (ticket) =>
  new VoiceCall({ ticket, audio: (handlers) => new BrowserAudio(workletUrl, handlers) });
