import { PATIENCE_MS, type Patience } from '@orbisvoice/contracts';

/** The model's time to answer begins where the visitor's turn ends, which patience puts off. */
export const answerWithin = (answerMs: number, patience: Patience): number =>
  answerMs + PATIENCE_MS[patience].silenceMs - PATIENCE_MS.balanced.silenceMs;
