import fc from 'fast-check';
import type { CallFacts, ToolSettled, UntimedInput } from '../../src/modules/voice-gateway/session/input.js';
import { callFacts, digestOf } from './call-facts.js';

const back = { request: { lastSeq: 0 }, turns: [], resumeSecret: 'next' };
const tool = { filler: 'One moment.', background: false, modelTalks: true } as const;
/** A call whose agent has a tool of every kind. */
export const toolUserFacts: CallFacts = {
  ...callFacts,
  apologyMs: 2_000,
  silencePromptMs: 10_000,
  firstMessage: 'Hello',
  tools: [
    { ...tool, id: 'tool-1', digestOf: digestOf('tool-1'), name: 'look_up', kind: 'client' },
    { ...tool, id: 'tool-2', digestOf: digestOf('tool-2'), name: 'order', kind: 'http' },
    {
      ...tool,
      id: 'tool-3',
      digestOf: digestOf('tool-3'),
      name: 'report',
      kind: 'builtin',
      background: true,
    },
  ],
};
export const toolNames = fc.constantFrom('look_up', 'order', 'report', 'unheard_of');
const connection = fc.integer({ min: 1, max: 4 });
const generation = fc.integer({ min: 0, max: 3 });
export const toolId = fc.constantFrom('t1', 't2', 't3');
const failure = fc.constantFrom('fatal', 'handle-refused', 'resume-failed', 'busy', 'transient');
const audio = { durationMs: 40 };
const of = <T extends UntimedInput['type']>(type: T, fields: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc.record({ type: fc.constant(type), ...fields }) as unknown as fc.Arbitrary<UntimedInput>;

/** Inputs without a time and with loose numbers; the world below makes times and timer numbers of them. */
export const anyInput: fc.Arbitrary<UntimedInput | { type: 'fire'; index: number }> = fc.oneof(
  { weight: 6, arbitrary: of('provider.opened', { connection }) },
  {
    weight: 8,
    arbitrary: of('provider.audio', {
      connection,
      generation,
      audio: fc.constant(audio),
      receivedAt: fc.constant(0),
    }),
  },
  {
    weight: 3,
    arbitrary: of('provider.said', {
      connection,
      generation,
      text: fc.constantFrom('Yes', ' of course', ''),
    }),
  },
  {
    weight: 3,
    arbitrary: of('provider.heard', { connection, text: fc.constantFrom('What', ' time is it?', ' ') }),
  },
  { weight: 3, arbitrary: of('provider.interrupted', { connection, generation }) },
  { weight: 1, arbitrary: of('provider.generation-complete', { connection, generation }) },
  { weight: 3, arbitrary: of('provider.turn-complete', { connection, generation }) },
  {
    weight: 3,
    arbitrary: of('provider.tool-calls', {
      connection,
      generation,
      calls: fc.array(
        fc.record({
          id: toolId,
          name: toolNames,
          args: fc.constantFrom({}, { count: 2 }, { _confirmed: 'token' }, undefined),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: of('provider.tools-cancelled', { connection, ids: fc.array(toolId, { maxLength: 2 }) }),
  },
  { weight: 1, arbitrary: of('provider.handle', { connection, handle: fc.constantFrom('h1', 'h2') }) },
  {
    weight: 1,
    arbitrary: of('provider.usage', {
      connection,
      read: fc.integer({ min: 0, max: 20_000 }),
      said: fc.integer({ min: 0, max: 2_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: of('provider.go-away', { connection, timeLeftMs: fc.integer({ min: 0, max: 60_000 }) }),
  },
  { weight: 2, arbitrary: of('provider.closed', { connection, failure, detail: fc.constant('') }) },
  { weight: 1, arbitrary: of('provider.open-failed', { connection, failure, detail: fc.constant('') }) },
  { weight: 4, arbitrary: of('client.audio', { audio: fc.constant({ durationMs: 20 }) }) },
  { weight: 1, arbitrary: of('client.text', { text: fc.constant('typed') }) },
  { weight: 1, arbitrary: of('client.mic', { state: fc.constantFrom('muted', 'open') }) },
  {
    weight: 1,
    arbitrary: of('client.playback', {
      turn: fc.integer({ min: 0, max: 4 }),
      playedMs: fc.integer({ min: 0, max: 500 }),
    }),
  },
  {
    weight: 3,
    arbitrary: of('client.tool-result', {
      id: toolId,
      result: fc.constant(1),
      error: fc.constant(undefined),
    }),
  },
  {
    weight: 4,
    arbitrary: of('tool.settled', {
      occasion: toolId,
      outcome: fc.constantFrom<ToolSettled>(
        { kind: 'result', result: 1 },
        { kind: 'result', result: 1, endCall: true },
        { kind: 'confirmation', token: 'token', result: {} },
        { kind: 'ask-page', args: {} },
        { kind: 'error', code: 'tool_failed', error: 'x' },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: of('filler.ready', {
      occasion: toolId,
      text: fc.constant('One moment.'),
      durationMs: fc.constant(900),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<UntimedInput>(
      { type: 'speech.started' },
      { type: 'speech.ended', endedAt: 0, uplinkMs: 1 },
    ),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('fire' as const), index: fc.nat(6) }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<UntimedInput>(
      { type: 'turn.committed', seq: 1 },
      { type: 'drain', deadlineMs: 1_000 },
      { type: 'client.end' },
      { type: 'client.gone', cause: 'lost' },
      { type: 'client.gone', cause: 'closed' },
      { type: 'client.returned', back, received: { micMs: 0, messages: 0 }, unheardMs: 0 },
      { type: 'handed-over' },
      { type: 'client.violation', code: 'malformed_message', message: 'x' },
      { type: 'client.hello', hello: { type: 'hello', protocol: 1, token: 'x' } },
      { type: 'finalised' },
      { type: 'lease-lost' },
      { type: 'broken' },
      { type: 'unwritable' },
      { type: 'credential-gone', reason: 'key_revoked' },
      { type: 'credential-gone', reason: 'signed_out' },
      { type: 'timer', timer: 'idle', id: 999 },
    ),
  },
);
