import { z } from 'zod';

/** How long the agent lets the visitor think: `quick` answers at once, `patient` bears pauses of a second. */
export const PATIENCES = ['quick', 'balanced', 'patient'] as const;
export const Patience = z.enum(PATIENCES);
export type Patience = z.infer<typeof Patience>;

/**
 * What each patience means in sound, for a model's detection and for the gateway's own alike: `startMs` of speech open
 * the visitor's turn, `silenceMs` of silence close it.
 */
export const PATIENCE_MS = {
  quick: { startMs: 160, silenceMs: 300 },
  balanced: { startMs: 160, silenceMs: 500 },
  patient: { startMs: 200, silenceMs: 1_100 },
} as const satisfies Record<Patience, { startMs: number; silenceMs: number }>;

/**
 * Whether the agent's own voice may come back through the visitor's microphone. `auto` guards those visitors whose
 * client says that it does not cancel echo; `on` guards all; each guarded barge-in takes a quarter of a second longer.
 */
export const ECHO_GUARDS = ['auto', 'on', 'off'] as const;
export const EchoGuard = z.enum(ECHO_GUARDS);
export type EchoGuard = z.infer<typeof EchoGuard>;

/** Silence of the visitor before the agent asks whether they are still there, in seconds; 0 never asks. */
export const SilencePromptSeconds = z
  .int()
  .min(0)
  .max(3_600)
  .refine((seconds) => seconds === 0 || seconds >= 5, 'must be 0 (never), or 5 or more');
