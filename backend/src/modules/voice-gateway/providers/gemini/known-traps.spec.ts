import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const GATEWAY = join(import.meta.dirname, '../..');

/**
 * What is known to go wrong with Gemini Live and its SDK, and where this gateway deals with it. `next` names the step
 * that is still to come. Whoever finds one more adds a row; the tests below keep the places true.
 */
interface KnownTrap {
  readonly trap: string;
  /** Files under voice-gateway/ that deal with it. */
  readonly where: readonly string[];
  readonly next?: string;
}

const SOCKET = 'providers/gemini/gemini-socket.ts';
const SESSION = 'providers/gemini/gemini-session.ts';
const SETUP = 'providers/gemini/setup.mapping.ts';
const MESSAGES = 'providers/gemini/server-message.mapping.ts';
const CLOSES = 'providers/gemini/close.mapping.ts';
const LINK = 'session/link.ts';
const TALK = 'session/provider-input.ts';

const GUARD = 'session/guard.ts';
const TOOL_ANSWERS = 'session/tool-answers.ts';

/** A fault of the service, and the test that plays it: a file, and words of the test's name. */
interface ServiceTrap extends KnownTrap {
  readonly shown: readonly [file: string, words: string];
}

const SDK_TRAPS: readonly KnownTrap[] = [
  { trap: 'a ws: base address becomes wss:; the path has a doubled slash', where: [SOCKET] },
  { trap: 'connect never settles on failure', where: [SESSION] },
  { trap: 'a setup that cannot be converted leaks its socket', where: [SESSION] },
  { trap: 'a throwing reader or a frame that is no JSON ends the process', where: [SESSION] },
  { trap: 'messages arrive before connect returns', where: [SESSION] },
  { trap: 'sending after the close piles up silently', where: [SESSION, SOCKET] },
  { trap: 'the SDK writes into its configuration', where: [SETUP] },
  {
    trap: 'reading message.data encodes all audio again',
    where: ['providers/gemini/audio-tap.ts', MESSAGES],
  },
  { trap: 'accepted compression costs more than the whole relay', where: [SOCKET] },
  { trap: 'a Buffer as audio data is sent as JSON numbers', where: ['providers/gemini/uplink.ts'] },
  {
    trap: 'fields of other models end the setup with 1007',
    where: [SETUP, 'providers/gemini/gemini-models.ts'],
  },
];

const FAULTS = 'voice-faults.medium.spec.ts';
const CALL = 'voice-call.medium.spec.ts';
const PROVIDER = 'providers/provider.contract.ts';
const GEMINI = 'providers/gemini/gemini-provider.medium.spec.ts';
const ROTATION = 'voice-rotation.medium.spec.ts';
const TURNS = 'providers/gemini/turn-taking.medium.spec.ts';
const SILENT = 'voice-guard.medium.spec.ts';
const TOOL_FAULTS = 'voice-tool-faults.medium.spec.ts';

/** Rows 1–29 of the table of reported faults, by their number. */
const SERVICE_TRAPS: Readonly<Record<number, ServiceTrap>> = {
  1: {
    trap: 'connect never settles before setupComplete',
    where: [SESSION, 'session/limits.ts'],
    shown: [PROVIDER, 'gives up at once when it is aborted while opening'],
  },
  2: {
    trap: 'socket leak when conversion throws',
    where: [SESSION],
    shown: [GEMINI, 'leaves no socket behind where the setup cannot be converted'],
  },
  3: {
    trap: 'exceptions in the reader',
    where: [SESSION],
    shown: [PROVIDER, 'survives what cannot be read'],
  },
  4: {
    trap: '1008 at random, often at tool calls',
    where: [CLOSES, LINK, 'session/held-input.ts'],
    shown: [TOOL_FAULTS, 'where the visitor speaks while the tool runs'],
  },
  5: {
    trap: '1008 or 1011 after a tool answer',
    where: [TOOL_ANSWERS, 'session/tool-memory.ts', SESSION, LINK],
    shown: [TOOL_FAULTS, 'where the connection is lost at the answer'],
  },
  6: {
    trap: '1011 internal, unavailable, deadline',
    where: [CLOSES, LINK],
    shown: [FAULTS, 'across an end of life that was not announced'],
  },
  7: {
    trap: 'after a fault a handle is refused, or taken and everything is forgotten',
    where: [CLOSES, LINK, 'session/recall.ts'],
    shown: [ROTATION, 'a handle that is refused, or taken in vain, after the connection was lost'],
  },
  8: {
    trap: 'resume refused while the old socket is open',
    where: [LINK],
    shown: [ROTATION, 'is resumed as soon as it no longer holds the old connection for open'],
  },
  9: {
    trap: 'pings are answered after 8–30 s',
    where: [SOCKET, GUARD],
    shown: [FAULTS, 'is not asked for any: what it does not send in time is no proof of its death'],
  },
  10: {
    trap: 'silence after an interruption',
    where: [GUARD],
    shown: [SILENT, 'after an interruption is heard again'],
  },
  11: {
    trap: 'interrupted although nobody spoke',
    where: [TALK, GUARD],
    shown: [SILENT, 'after interrupting itself'],
  },
  12: {
    trap: 'turnComplete too early or without audio',
    where: [TALK, GUARD],
    shown: [SILENT, 'with a turn that ends in mid-sentence'],
  },
  13: {
    trap: 'no turnComplete; an utterance transcribed twice',
    where: ['session/turn.ts', GUARD],
    shown: [SILENT, 'is not what a turn without an end is taken for'],
  },
  14: {
    trap: 'stalls in the middle of speech',
    where: [GUARD, 'runtime/underruns.ts'],
    shown: [FAULTS, 'with short gaps in the audio'],
  },
  15: {
    trap: 'audio after or together with interrupted',
    where: [MESSAGES, TALK],
    shown: [CALL, 'drops audio that the provider sends late or together with the interruption'],
  },
  16: {
    trap: 'interrupted latched for ever',
    where: [MESSAGES],
    shown: [CALL, 'is heard again after an interruption whose turn is never completed'],
  },
  17: {
    trap: 'audio goes on after a tool call',
    where: [TALK],
    shown: [TOOL_FAULTS, 'where the model speaks on after its call'],
  },
  18: {
    trap: 'a tool call hangs',
    where: [TOOL_ANSWERS, 'session/tool-calls.ts'],
    shown: [TOOL_FAULTS, 'that says nothing is given up within the tool’s time'],
  },
  19: {
    trap: 'repeated calls of a tool that answers nothing',
    where: [TOOL_ANSWERS, 'session/tool-calls.ts'],
    shown: [TOOL_FAULTS, 'where the tool has nothing to tell, and the model asks again'],
  },
  20: {
    trap: 'transcription.finished is never set',
    where: ['session/exchange.ts'],
    shown: [CALL, 'hears, answers, measures and writes down both sides'],
  },
  21: {
    trap: 'order of transcript and audio is undefined',
    where: ['session/exchange.ts'],
    shown: [FAULTS, 'with transcripts that come late'],
  },
  22: {
    trap: 'transcripts that nobody asked for',
    where: [MESSAGES],
    shown: [GEMINI, 'opens every model of its table'],
  },
  23: {
    trap: 'a pause of a second ends the turn',
    where: ['providers/gemini/turn-taking.mapping.ts', 'runtime/microphone.ts'],
    shown: [TURNS, 'ends the visitor’s turn after'],
  },
  24: {
    trap: 'audioStreamEnd does not end the turn',
    where: [SESSION, 'providers/gemini/gemini-models.ts'],
    shown: [CALL, 'answers it also where the end of the stream does not end the turn'],
  },
  25: {
    trap: 'activityEnd in a stream of text',
    where: [SESSION],
    shown: [TURNS, 'is never told of in a stream of text'],
  },
  26: {
    trap: 'no event for the start of speech',
    where: ['runtime/voice-activity.ts'],
    shown: ['runtime/voice-activity.spec.ts', 'notices a start after 60 ms'],
  },
  27: {
    trap: 'audio degenerates into noise or into one tone',
    where: ['runtime/loudness.ts', 'runtime/steady-sound.ts', GUARD],
    shown: [SILENT, 'in one tone'],
  },
  28: {
    trap: 'goAway in the middle of a turn',
    where: [LINK],
    shown: [ROTATION, 'is left when the reply is over'],
  },
  29: {
    trap: 'unknown messages',
    where: [MESSAGES, SESSION],
    shown: [FAULTS, 'through names and kinds that nobody knows'],
  },
};

describe('known traps', () => {
  it('has every row, and each is dealt with somewhere that exists or is named as a later step', () => {
    expect(Object.keys(SERVICE_TRAPS).map(Number)).toEqual(
      Array.from({ length: 29 }, (_, index) => index + 1),
    );
    for (const { trap, where, next } of [...SDK_TRAPS, ...Object.values(SERVICE_TRAPS)]) {
      if (where.length === 0 && !next) throw new Error(`nobody deals with: ${trap}`);
      const missing = where.filter((file) => !existsSync(join(GATEWAY, file)));
      expect({ trap, missing }).toEqual({ trap, missing: [] });
    }
  });

  it('has a test for every row', () => {
    const missing = Object.values(SERVICE_TRAPS).filter(({ shown: [file, words] }) => {
      return !readFileSync(join(GATEWAY, file), 'utf8').includes(words);
    });
    expect(missing.map(({ trap }) => trap)).toEqual([]);
  });
});
