import type { VoiceId } from '@orbisvoice/contracts';
import { api } from '../../../lib/api-client.js';

/** A WAV file of the voice saying a sentence. */
export const fetchVoicePreview = (voice: VoiceId): Promise<ArrayBuffer> =>
  api.bytes(`/voices/${voice}/preview`);
