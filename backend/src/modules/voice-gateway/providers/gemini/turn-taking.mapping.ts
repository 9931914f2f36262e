import { EndSensitivity, StartSensitivity, type RealtimeInputConfig } from '@google/genai';
import { PATIENCE_MS, type Patience } from '@orbisvoice/contracts';

/**
 * When the model takes the visitor's turn to begin and to end. Where we mark activity ourselves, its detection is
 * switched off. Sensitivities differ by platform where they are left out, so they are always given: a low one at the
 * start would miss soft speakers, a low one at the end bears breaths and hesitation.
 */
export function turnTakingConfig(patience: Patience, ownDetection: boolean): RealtimeInputConfig {
  if (ownDetection) return { automaticActivityDetection: { disabled: true } };
  const { startMs, silenceMs } = PATIENCE_MS[patience];
  return {
    automaticActivityDetection: {
      startOfSpeechSensitivity: StartSensitivity.START_SENSITIVITY_HIGH,
      endOfSpeechSensitivity:
        patience === 'patient' ? EndSensitivity.END_SENSITIVITY_LOW : EndSensitivity.END_SENSITIVITY_HIGH,
      prefixPaddingMs: startMs,
      silenceDurationMs: silenceMs,
    },
  };
}
