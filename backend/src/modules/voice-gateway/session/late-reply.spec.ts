import { describe, expect, it } from '@jest/globals';
import { CallInTime } from '../../../../test/support/call-in-time.js';

const STORY = 'One two three four five six seven eight nine ten';
const REPLY_MS = 10_000;
const ended = { type: 'client.end' } as const;

const lost = (call: CallInTime) => call.tell({ type: 'client.gone', cause: 'lost' });
const back = (call: CallInTime, unheardMs: number) =>
  call.tell({
    type: 'client.returned',
    back: { request: { lastSeq: 0 }, turns: [], resumeSecret: 'next' },
    received: { micMs: 0, messages: 0 },
    unheardMs,
  });
const plays = (call: CallInTime, playedMs: number) =>
  call.tell({ type: 'client.playback', turn: 1, playedMs });
/** A long answer, of which a third of the time has passed when all of it is here. */
const tells = () => new CallInTime().asks().pass(200).says(STORY).sounds(REPLY_MS);
/** The same, and the model is through with it while the visitor is away from two seconds in. */
const toldToNobody = () => {
  const call = tells();
  plays(call, 2_000);
  return lost(call).over();
};
const says = (call: CallInTime, ms: number) => {
  call.tell({ type: 'speech.started' }).pass(ms);
  return call.tell({ type: 'speech.ended', endedAt: call.now, uplinkMs: 0 }).pass(400);
};
const agentTurns = (call: CallInTime) =>
  call
    .of('record-turn')
    .flatMap(({ spoken: { role, text, interrupted } }) => (role === 'agent' ? [{ text, interrupted }] : []));
const cuts = (call: CallInTime) =>
  call.of('send').flatMap(({ message }) => (message.type === 'interrupted' ? [message] : []));

describe('a reply that the model was through with while the visitor was away', () => {
  it('is cut off by who comes back and speaks, and recorded as far as it was heard', () => {
    const call = back(toldToNobody().pass(3_000), 8_000).pass(200);
    says(plays(call, 4_000), 400);
    expect(cuts(call)).toEqual([{ type: 'interrupted', turn: 1, heardMs: 4_000 }]);
    expect(agentTurns(call)).toEqual([{ text: 'One two three four', interrupted: true }]);
    call.tell(ended);
    expect(agentTurns(call)).toHaveLength(1);
  });

  it('is recorded in full once it was heard, and not before', () => {
    const call = back(toldToNobody().pass(3_000), 8_000).pass(8_000);
    expect(agentTurns(call)).toEqual([]);
    plays(call, REPLY_MS);
    expect(agentTurns(call)).toEqual([{ text: STORY, interrupted: false }]);
    expect(cuts(call)).toEqual([]);
  });

  it('is recorded as far as it was heard where they do not come back', () => {
    const call = toldToNobody().pass(61_000);
    expect(call.of('finalise')).toMatchObject([{ reason: 'client_lost' }]);
    expect(agentTurns(call)).toEqual([{ text: 'One two', interrupted: true }]);
  });

  it('is known to a fresh session of the model, and told to who comes back as a reply that goes on', () => {
    const call = toldToNobody().tell({ type: 'provider.handle', connection: 1, handle: '' });
    back(call.pass(11_000), 8_000);
    expect(call.of('open-provider').at(-1)?.history.at(-1)?.text).toBe(STORY);
    const repeated = call
      .of('send')
      .flatMap(({ message }) => (message.type === 'transcript' ? [message] : []));
    expect(repeated.at(-1)).toMatchObject({ role: 'agent', text: STORY, final: false });
  });

  it('keeps its place before what is said next, and is ended by the answer to it where nobody noticed a voice', () => {
    const call = back(toldToNobody().pass(3_000), 8_000).pass(500);
    call.hears('Stop.').pass(300);
    call.tell({
      type: 'provider.audio',
      connection: 1,
      generation: 1,
      audio: { durationMs: 40 },
      receivedAt: call.now,
    });
    expect(cuts(call)).toHaveLength(1);
    call.tell(ended);
    const turns = call.of('record-turn').map(({ spoken }) => [spoken.seq, spoken.role, spoken.turn]);
    expect(turns.slice(1, 3)).toEqual([
      [2, 'agent', 1],
      [3, 'user', 2],
    ]);
  });

  it('ends where the visitor types', () => {
    const call = back(toldToNobody().pass(3_000), 8_000).tell({ type: 'client.text', text: 'Stop' });
    expect(cuts(call)).toHaveLength(1);
    expect(call.of('record-turn').map(({ spoken }) => spoken.role)).toEqual(['user', 'agent', 'user']);
  });
});

describe('a visitor whose playback lags behind the model', () => {
  /** Three seconds heard when the model, after ten, is through. */
  const lags = () => {
    const call = tells().pass(REPLY_MS - 3_300);
    return plays(call, 3_000).over();
  };

  it('can still interrupt', () => {
    const call = says(lags(), 400);
    expect(cuts(call)).toMatchObject([{ heardMs: 3_000 }]);
    expect(agentTurns(call)).toEqual([{ text: 'One two three', interrupted: true }]);
  });

  it('does not by a click', () => {
    const call = lags().tell({ type: 'speech.started' }).pass(200);
    call.tell({ type: 'speech.ended', endedAt: call.now - 200, uplinkMs: 0 }).pass(500);
    expect(cuts(call)).toEqual([]);
  });

  it('and who is not far behind hears the last words to their end, as they do where the model talks at their pace', () => {
    const call = tells().pass(REPLY_MS - 3_300);
    says(plays(call, REPLY_MS - 600).over(), 400);
    expect(cuts(call)).toEqual([]);
    expect(agentTurns(call)).toEqual([{ text: STORY, interrupted: false }]);
  });

  it('goes on with the rest of it on another gateway', () => {
    const call = lags().tell({ type: 'drain', deadlineMs: 1_000 }).pass(1_100);
    expect(call.of('hand-over')).toMatchObject([{ brokeOff: true }]);
    expect(agentTurns(call)).toEqual([{ text: 'One two three', interrupted: true }]);
  });

  it('is taken to have heard it where no more word of playback comes', () => {
    const call = lags().pass(30_000);
    expect(agentTurns(call)).toEqual([{ text: STORY, interrupted: false }]);
  });

  it('hears the goodbye of a limit to its end', () => {
    const call = new CallInTime({ maxDurationMs: 60_000, silencePromptMs: 0 });
    call.pass(50_000).says('Goodbye, and thank you.').sounds(3_000);
    plays(call, 200).pass(2_000).over();
    for (let heard = 400; heard <= 3_000; heard += 200) plays(call.pass(200), heard);
    expect(call.of('finalise')).toEqual([]);
    call.pass(300);
    expect(call.of('finalise')).toMatchObject([{ reason: 'max_duration' }]);
  });
});

describe('a reply that came far ahead', () => {
  it('is interrupted by the visitor’s voice, whatever the model says about it later', () => {
    const call = new CallInTime().asks().pass(200).says(STORY).sounds(20_000);
    plays(call, 2_000);
    says(call, 400);
    expect(cuts(call)).toMatchObject([{ heardMs: 2_000 }]);
    call.sounds(400).tell({ type: 'provider.interrupted', connection: 1, generation: 0 });
    expect(cuts(call)).toHaveLength(1);
    expect(call.of('drop').filter(({ what }) => what === 'agent-audio')).toHaveLength(10);
  });

  it('and one that did not is interrupted by the model only', () => {
    expect(cuts(says(tells(), 400))).toEqual([]);
  });
});

it('tells who comes back to hear the rest of it that nobody is speaking then', () => {
  const call = back(toldToNobody().pass(3_000), 8_000);
  expect(call.of('resume-audio')).toEqual([{ type: 'resume-audio', state: 'listening' }]);
});
