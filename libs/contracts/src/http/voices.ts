import { z } from 'zod';
import { VOICE_IDS } from './voice-names.js';

export const Voice = z.object({ id: z.enum(VOICE_IDS), description: z.string() }).meta({ id: 'Voice' });
export type Voice = z.infer<typeof Voice>;
