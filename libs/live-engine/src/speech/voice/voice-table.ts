/** How one of Gemini's voice names sounds here: a base voice of the synthesiser, bent. */
export interface VoiceShape {
  base: 'slt' | 'rms' | 'awb' | 'kal16';
  /** Mean pitch of the finished voice, Hz. The base voice `rms` keeps its own 102 Hz, which only `formant` moves. */
  pitchHz: number;
  /** Size of the mouth: above 1 is smaller and brighter. Two decimals, so that the resampling ratio stays small. */
  formant: number;
  /** Length of a sentence against the base voice: above 1 is slower. */
  tempo: number;
}

const shape = (base: VoiceShape['base'], pitchHz: number, formant: number, tempo: number): VoiceShape => ({
  base,
  pitchHz,
  formant,
  tempo,
});

/** All thirty names that Gemini Live offers; the tone that Google gives each guided the choice. */
const SHAPES: Readonly<Record<string, VoiceShape>> = {
  Zephyr: shape('slt', 215, 1.08, 0.96),
  Puck: shape('rms', 118, 1.15, 0.92),
  Charon: shape('rms', 90, 0.88, 1.02),
  Kore: shape('slt', 175, 1, 1),
  Fenrir: shape('awb', 150, 1.06, 0.94),
  Leda: shape('slt', 240, 1.08, 1),
  Orus: shape('rms', 102, 1, 1),
  Aoede: shape('slt', 200, 1, 0.94),
  Callirrhoe: shape('slt', 185, 0.96, 1.08),
  Autonoe: shape('slt', 230, 1.02, 1.04),
  Enceladus: shape('awb', 95, 0.94, 1.1),
  Iapetus: shape('kal16', 105, 1, 1),
  Umbriel: shape('rms', 96, 0.94, 1.14),
  Algieba: shape('awb', 115, 1, 1.06),
  Despina: shape('slt', 160, 0.98, 1.1),
  Erinome: shape('slt', 190, 1.06, 1.04),
  Algenib: shape('kal16', 78, 0.92, 1.06),
  Rasalgethi: shape('kal16', 120, 1.04, 0.96),
  Laomedeia: shape('slt', 225, 1.12, 0.94),
  Achernar: shape('slt', 205, 1.04, 1.14),
  Alnilam: shape('rms', 111, 1.08, 0.98),
  Schedar: shape('awb', 105, 1.04, 1),
  Gacrux: shape('slt', 145, 0.92, 1.1),
  Pulcherrima: shape('slt', 180, 1.1, 0.92),
  Achird: shape('rms', 106, 1.04, 1.12),
  Zubenelgenubi: shape('kal16', 92, 0.97, 0.94),
  Vindemiatrix: shape('slt', 168, 1.04, 1.14),
  Sadachbia: shape('awb', 135, 1, 0.92),
  Sadaltager: shape('awb', 122, 0.95, 1),
  Sulafat: shape('slt', 155, 1, 1.04),
};

const DEFAULT_VOICE = 'Puck';

export const SPOKEN_VOICES = Object.keys(SHAPES);

/** Unknown names speak with the default voice, as a client may send anything. */
export function voiceShape(name: string): VoiceShape {
  return SHAPES[name] ?? SHAPES[DEFAULT_VOICE]!;
}
