import { PLAYER_BUFFER_MS } from './limits.js';

interface Begun {
  readonly turn: number;
  /** How much audio had been given before this turn's first. */
  readonly at: number;
}

/**
 * How far the visitor has heard the agent, in milliseconds of agent audio since the call began: the one answer for the
 * record, the guard, the silences and the goodbyes. What the client says counts; one that has never said anything is
 * taken to play in real time. Times are session time.
 */
export interface Hearing {
  /** Given on its way to the visitor, and not dropped again. */
  readonly givenMs: number;
  /** Of that, what came since they had last heard everything. */
  readonly flowMs: number;
  /** Heard, by the client's own word. */
  readonly playedMs: number | undefined;
  /** When they are through with what was given, if nothing holds them up. */
  readonly until: number;
  readonly turns: readonly Begun[];
  /** What they had not heard when their connection was lost, with all that has come since. */
  readonly missingMs: number | undefined;
}

const TURNS_KEPT = 16;

export const nothingGiven = (at: number): Hearing => ({
  givenMs: 0,
  flowMs: 0,
  playedMs: undefined,
  until: at,
  turns: [],
  missingMs: undefined,
});

export function given(hearing: Hearing, turn: number, ms: number, at: number): Hearing {
  const { givenMs, turns, missingMs } = hearing;
  const known = turns.at(-1)?.turn === turn;
  return {
    givenMs: givenMs + ms,
    flowMs: (unheardMs(hearing, at) > 0 ? hearing.flowMs : 0) + ms,
    playedMs: hearing.playedMs,
    until: Math.max(hearing.until, at) + ms,
    turns: known ? turns : [...turns, { turn, at: givenMs }].slice(-TURNS_KEPT),
    missingMs: missingMs === undefined ? undefined : missingMs + ms,
  };
}

/** The client has played so much of this turn, from its beginning; earlier turns are over then. */
export function played(hearing: Hearing, turn: number, ms: number, at: number): Hearing {
  const begun = hearing.turns.find((known) => known.turn === turn);
  if (!begun) return hearing;
  const playedMs = Math.max(hearing.playedMs ?? 0, Math.min(hearing.givenMs, begun.at + ms));
  return { ...hearing, playedMs, until: at + hearing.givenMs - playedMs };
}

/** The client drops what it has not played, and what it has not received will not be sent. */
export function dropped(hearing: Hearing, at: number): Hearing {
  const heardMs = hearing.givenMs - unheardMs(hearing, at);
  return {
    givenMs: heardMs,
    flowMs: 0,
    playedMs: hearing.playedMs === undefined ? undefined : heardMs,
    until: at,
    turns: [],
    missingMs: hearing.missingMs === undefined ? undefined : 0,
  };
}

/** The visitor's connection is lost: nobody hears anything until they are back. */
export const awayFrom = (hearing: Hearing, at: number): Hearing => ({
  ...hearing,
  missingMs: unheardMs(hearing, at),
});

/** The visitor is back, and so much is still to be heard. */
export const backTo = (hearing: Hearing, unheard: number, at: number): Hearing => ({
  ...hearing,
  flowMs: unheard,
  playedMs: hearing.playedMs === undefined ? undefined : hearing.givenMs - unheard,
  until: at + unheard,
  missingMs: undefined,
});

/** Given to the visitor and not heard. */
export function unheardMs({ givenMs, flowMs, playedMs, until, missingMs }: Hearing, at: number): number {
  if (missingMs !== undefined) return missingMs;
  if (playedMs !== undefined) return givenMs - playedMs;
  return Math.min(flowMs, Math.max(0, until + PLAYER_BUFFER_MS - at));
}

/** How much of this turn was heard, of which so much audio was given. */
export function heardMs(hearing: Hearing, reply: { turn: number; sentMs: number }, at: number): number {
  const begun = hearing.turns.find((known) => known.turn === reply.turn);
  if (!begun) return Math.floor(reply.sentMs);
  const reached = hearing.givenMs - unheardMs(hearing, at) - begun.at;
  return Math.floor(Math.min(reply.sentMs, Math.max(0, reached)));
}
