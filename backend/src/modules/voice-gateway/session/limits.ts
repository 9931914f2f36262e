import { HELLO_DEADLINE_MS, RESUME_WITHIN_MS } from '@orbisvoice/contracts';

/** Every wait of a session, in milliseconds. A wait without an entry here does not exist. */
export const WAIT_MS = {
  hello: HELLO_DEADLINE_MS,
  /** Credential, agent and call row have to be answered for by then. */
  admission: 10_000,
  /** How long the provider may stay away before the call is given up: first opening, and later in the call. */
  firstOpening: 12_000,
  outage: 30_000,
  /** A tool of the page that has not answered by then is answered for, so that the model never waits for good. */
  pageTool: 15_000,
  /** The same for tools of ours; they keep shorter deadlines themselves. */
  serverTool: 22_000,
  /** After so long without an answer of a tool the visitor is told that it takes a moment. */
  filler: 1_200,
  /** The transcript of what is taken for the visitor's agreement may trail the model's call by this much. */
  agreement: 1_500,
  /** The agent ends the call: beyond its usual time to answer, and for the whole of its goodbye. */
  goodbyeMargin: 2_000,
  goodbyeMost: 30_000,
  /**
   * A model that is well answers well within this, and one that does not is noticed within two seconds; the local
   * demonstration voice computes on this machine.
   */
  answer: 1_900,
  answerOfDemo: 10_000,
  /** The visitor hears nothing for so long in the middle of a reply. */
  stall: 1_500,
  /** An interruption that nobody seems to have caused is believed if words follow within this. */
  phantom: 800,
  /** The same where there was a sound too short for a question: the transcript of a short word comes a little later. */
  cough: 1_500,
  /** After the visitor's speech without any reply: back to listening. A cough is not worth a longer wait. */
  thinking: 6_000,
  /** Input transcripts may trail the reply's first audio by this much and still belong to it. */
  userSettle: 1_000,
  /** So long the visitor has to speak to interrupt a reply that the model itself can no longer interrupt. */
  cutIn: 250,
  /** A client that tells nothing more of its playback for so long after it should be through has heard it. */
  lateReply: 3_000,
  /** Kept free before the provider's announced end, so that a rotation is finished by then. */
  goAwayMargin: 5_000,
  /** A visitor whose connection was lost may come back for so long. */
  away: RESUME_WITHIN_MS,
  /** The model listens on for so long while the visitor is away; most lost connections are back by then. */
  park: 10_000,
  /** While draining: so often it is looked whether the conversation pauses, and what counts as a pause. */
  handOverLook: 250,
  handOverPause: 1_000,
  /** What was well for so long is: a connection whose loss is an outage of its own, a call that goes on elsewhere when it breaks. */
  steady: 10_000,
  /** The last commit may take this long before the client is let go without it. */
  finish: 5_000,
} as const;

/** Pauses before the first, second, … attempt to reach the provider again; the last one repeats. */
export const BACKOFF_MS = [0, 500, 1_000, 2_000, 4_000] as const;

/** So often it is tried to resume a session within one outage; then a fresh one is told what was said. */
export const RESUME_ATTEMPTS = 3;

export const backoffMs = (attempt: number): number =>
  BACKOFF_MS[Math.min(attempt, BACKOFF_MS.length - 1)] ?? 4_000;

/**
 * How long the first, second, … attempt may take. A server that hangs is left within two seconds; one that is only slow
 * is given more time the next time.
 */
const OPEN_WITHIN_MS = [1_200, 4_000, 8_000] as const;

/** The most that resuming may take, where a fresh session is the other way. */
export const RESUMED_WITHIN_MS = 2_500;

export const openWithinMs = (attempt: number): number => OPEN_WITHIN_MS[attempt] ?? 10_000;

/** What the visitor has said within this is told to the next connection again; longer than nearly all that is said in one go. */
export const REPLAY_MS = 10_000;

/** Speech that ended longer ago than this is not what the agent is answering now. */
export const LATENCY_WINDOW_MS = 20_000;

/** From the first audio that leaves to the first sound, where the client has not told: network, buffer and loudspeaker. */
export const PLAYER_BUFFER_MS = 250;

/** A client that tells how far it has played is believed, and given this much longer than it should need. */
export const PLAYBACK_PATIENCE_MS = 1_500;

/** The last of the sound leaves the loudspeaker a little after the player has it. */
export const LOUDSPEAKER_MS = 200;

/** So far behind the model a visitor may be at the end of a reply, and it counts as heard: network, buffer, reports. */
export const BEHIND_MS = 1_000;

/**
 * So much agent audio waits that the model is no longer read (runtime/paced-downlink.ts): what it says of an interruption
 * would come late.
 */
export const FAR_AHEAD_MS = 12_000;

/** What a fresh provider session is told of the call so far, and a resumed one, which knows most of it. */
export const HISTORY_TURNS = 40;
export const REMINDER_CHARS = 2_000;
export const HELD_TEXTS = 10;
export const TRANSCRIPT_CHARS = 20_000;
