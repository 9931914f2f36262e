import { useEffect, useState, useSyncExternalStore } from 'react';
import { fetchVoicePreview } from '../api/voice-preview.js';
import { AudioPlayer } from './audio-player.js';
import { VoiceSampler, type SamplerState } from './voice-sampler.js';

/** Samples for one list of voices; silent once it is left. */
export function useVoiceSampler(): { sampler: VoiceSampler; state: SamplerState } {
  const [{ sampler, player }] = useState(() => {
    const player = new AudioPlayer();
    return { player, sampler: new VoiceSampler(fetchVoicePreview, player) };
  });
  const state = useSyncExternalStore(sampler.subscribe, () => sampler.state);
  useEffect(
    () => () => {
      sampler.stop();
      player.close();
    },
    [sampler, player],
  );
  return { sampler, state };
}
