import { HELLO_DEADLINE_MS } from '@orbisvoice/contracts';

/** Every wait of a session, in milliseconds. A wait without an entry here does not exist. */
export const WAIT_MS = {
  hello: HELLO_DEADLINE_MS,
  /** Credential, agent and call row have to be answered for by then. */
  admission: 10_000,
  /** How long the provider may stay away before the call is given up: first opening, and later in the call. */
  firstOpening: 12_000,
  outage: 30_000,
  /** A client tool that has not answered by then is answered for, so that the model never waits for good. */
  tool: 15_000,
  /** A model that is well answers well within this; the local demonstration voice computes on this machine. */
  answer: 2_000,
  answerOfDemo: 10_000,
  /** The visitor hears nothing for so long in the middle of a reply. */
  stall: 1_800,
  /** An interruption that nobody seems to have caused is believed if words follow within this. */
  phantom: 800,
  /** After the visitor's speech without any reply: back to listening. A cough is not worth a longer wait. */
  thinking: 6_000,
  /** Input transcripts may trail the reply's first audio by this much and still belong to it. */
  userSettle: 1_000,
  /** Kept free before the provider's announced end, so that a rotation is finished by then. */
  goAwayMargin: 5_000,
  /** The last commit may take this long before the client is let go without it. */
  finish: 5_000,
} as const;

/** Pauses before the first, second, … attempt to reach the provider again; the last one repeats. */
export const BACKOFF_MS = [0, 500, 1_000, 2_000, 4_000] as const;

export const backoffMs = (attempt: number): number =>
  BACKOFF_MS[Math.min(attempt, BACKOFF_MS.length - 1)] ?? 4_000;

/** Speech that ended longer ago than this is not what the agent is answering now. */
export const LATENCY_WINDOW_MS = 20_000;

/** From the first audio that leaves to the first sound, where the client has not told: network, buffer and loudspeaker. */
export const PLAYER_BUFFER_MS = 250;

/** What a fresh provider session is told of the call so far. */
export const HISTORY_TURNS = 40;
export const HELD_TEXTS = 10;
export const TRANSCRIPT_CHARS = 20_000;
