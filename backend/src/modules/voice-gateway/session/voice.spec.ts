import { describe, expect, it } from '@jest/globals';
import { CallInTime } from '../../../../test/support/call-in-time.js';
import type { CallFacts } from './input.js';

const lose = (call: CallInTime, failure: 'transient' | 'handle-refused' = 'transient'): CallInTime =>
  call.tell({ type: 'provider.closed', connection: call.connection, failure, detail: '1011' });
const starts = (call: CallInTime): CallInTime => call.tell({ type: 'speech.started' });
const ends = (call: CallInTime): CallInTime =>
  call.tell({ type: 'speech.ended', endedAt: call.now - 200, uplinkMs: 0 });
/** What the last connection was told, in the order of telling. */
const told = (call: CallInTime) => ({
  history: call
    .of('open-provider')
    .at(-1)
    ?.history.map(({ role, text }) => `${role}: ${text}`),
  voice: call.of('release-audio').at(-1)?.utterance,
  text: call.of('provider-text').at(-1)?.text,
});
/** A finished exchange, so that there is a handle from before what comes next. */
const begun = (more: Partial<CallFacts> = {}): CallInTime =>
  new CallInTime(more).asks('Hello?').pass(300).says('Hello. ').sounds(600).over().pass(2_000);
const HELLO = ['user: Hello?', 'agent: Hello.'];

describe('what the visitor said into a connection that was lost', () => {
  it('in the middle of a sentence is heard by the next one from its beginning', () => {
    const call = lose(starts(begun()).pass(3_000).hears('I would like to')).pass(100);
    expect(told(call)).toEqual({ history: HELLO, voice: true, text: undefined });
    ends(call.pass(1_000)).hears('I would like to order tea.').pass(300).says('Tea. ').sounds(600).over();
    const recorded = call.of('record-turn').map(({ spoken }) => spoken.text);
    expect(recorded.slice(2)).toEqual(['I would like to order tea.', 'Tea.']);
    expect(call.noted).toEqual([]);
  });

  it('and that was over, but not yet put into words, is heard too', () => {
    const call = lose(begun().asks('')).pass(100);
    expect(told(call)).toEqual({ history: HELLO, voice: true, text: undefined });
    expect(call.pass(1_800).noted).toEqual([]);
  });

  it('and was put into words is told in words, with what was said before', () => {
    for (const failure of ['transient', 'handle-refused'] as const) {
      const call = lose(begun().asks('What time is it?'), failure).pass(100);
      expect(told(call)).toEqual({
        history: [...HELLO, 'user: What time is it?'],
        voice: false,
        text: expect.stringContaining('answer what the user said last'),
      });
    }
  });

  it('and waits for a tool is written down once, and told in words alone', () => {
    for (const waitMs of [300, 2_000]) {
      const call = begun().asks('Look up the time.');
      const calls = [{ id: 't1', name: 'look_up', args: {} }];
      call.tell({ type: 'provider.tool-calls', connection: 1, generation: 1, calls }).pass(waitMs);
      lose(call).pass(100);
      expect(told(call)).toEqual({
        history: [...HELLO, 'user: Look up the time.'],
        voice: false,
        text: expect.stringContaining('answer what the user said last'),
      });
      call.pass(500).says('Ten. ').sounds(600).over();
      const recorded = call.of('record-turn').map(({ spoken }) => spoken.text);
      expect(recorded).toEqual(['Hello?', 'Hello.', 'Look up the time.', 'Ten.']);
    }
  });

  it('and called for a tool before it was over stays in its turn', () => {
    const call = starts(begun()).pass(1_500).hears('Look up ');
    const calls = [{ id: 't1', name: 'look_up', args: {} }];
    call.tell({ type: 'provider.tool-calls', connection: 1, generation: 1, calls }).pass(300);
    lose(call).pass(100);
    expect(told(call)).toEqual({ history: HELLO, voice: true, text: undefined });
    ends(call.pass(900)).hears('Look up the time.').pass(300).says('Ten. ').sounds(600).over();
    const turns = call.of('record-turn').map(({ spoken }) => [spoken.turn, spoken.text]);
    expect(turns.slice(2)).toEqual([
      [2, 'Look up the time.'],
      [2, 'Ten.'],
    ]);
  });

  it('while a tool works is heard again without what was written down before', () => {
    const call = begun().asks('Look up the time.');
    const calls = [{ id: 't1', name: 'look_up', args: {} }];
    call.tell({ type: 'provider.tool-calls', connection: 1, generation: 1, calls }).pass(2_000);
    const kept = call.of('keep-audio').length;
    lose(starts(call).pass(800)).pass(100);
    expect(call.of('keep-audio')).toHaveLength(kept + 1);
    expect(told(call)).toEqual({
      history: [...HELLO, 'user: Look up the time.'],
      voice: true,
      text: undefined,
    });
  });

  it('for longer than is kept is told as far as it was put into words', () => {
    const call = lose(starts(begun()).pass(12_000).hears('Once upon a time')).pass(100);
    expect(told(call)).toEqual({
      history: [...HELLO, 'user: Once upon a time'],
      voice: false,
      text: undefined,
    });
  });

  it('over the agent’s reply is heard instead of the rest of that reply', () => {
    const call = starts(begun().asks().pass(300).says('It is ten, and').sounds(2_000)).pass(300);
    lose(call).pass(100);
    expect(told(call)).toEqual({
      history: [...HELLO, 'user: What time is it?', 'agent: It is ten, and'],
      voice: true,
      text: undefined,
    });
  });

  it('into the agent’s reply, and was only an "uh-huh", costs nothing of that reply', () => {
    const murmur = () => {
      const call = starts(begun().asks().pass(300).says('It is ten, and').sounds(2_000)).pass(500);
      return call.tell({ type: 'speech.ended', endedAt: call.now - 200, uplinkMs: 0 }).sounds(400);
    };
    const rest = {
      history: [...HELLO, 'user: What time is it?', 'agent: It is ten, and'],
      voice: false,
      text: expect.stringContaining('Continue your last reply'),
    };
    expect(told(lose(murmur()).pass(100))).toEqual(rest);
    expect(told(lose(lose(murmur()).pass(100)).pass(100)).voice).toBe(false);
    const forced = murmur().tell({ type: 'provider.go-away', connection: 1, timeLeftMs: 5_000 }).pass(100);
    expect(told(forced)).toEqual(rest);
  });

  it('before the answer that was broken off is told with the part of it that was heard', () => {
    const call = lose(begun().asks().pass(300).says('It is ten, and').sounds(2_000)).pass(100);
    expect(told(call)).toEqual({
      history: [...HELLO, 'user: What time is it?', 'agent: It is ten, and'],
      voice: false,
      text: expect.stringContaining('Continue your last reply'),
    });
  });

  it('is not told again once it was answered, and a cough does not count', () => {
    expect(told(lose(begun()).pass(100)).voice).toBe(false);
    const cough = ends(starts(begun()).pass(100)).pass(12_000);
    expect(told(lose(cough).pass(100)).voice).toBe(false);
  });
});

describe('what the visitor types while no connection stands', () => {
  it('is told once, as text, and needs no word of ours', () => {
    const call = begun().asks('What time is it?').pass(300);
    const from = call.now;
    lose(call).tell({ type: 'client.text', text: 'And where?' }).pass(10);
    call.tell({ type: 'provider.open-failed', connection: 2, failure: 'transient', detail: '' }).pass(100);
    call.tell({ type: 'client.text', text: 'At all?' }).pass(1_000);
    const asked = call.effects.filter(({ at, effect }) => at >= from && effect.type === 'provider-text');
    expect(asked.map(({ effect }) => 'text' in effect && effect.text)).toEqual(['And where?', 'At all?']);
    expect(told(call).history).toEqual([...HELLO, 'user: What time is it?']);
    call.pass(2_000);
    expect(call.noted).toEqual(['no-answer: nudge']);
    lose(call).pass(100);
    expect(told(call).history?.slice(-2)).toEqual(['user: And where?', 'user: At all?']);
  });
});

describe('a service that takes every connection and answers none', () => {
  /** Each connection is closed a moment after it was opened. */
  function flapping(call: CallInTime, forMs: number): CallInTime {
    const end = call.now + forMs;
    while (call.now < end && call.name !== 'draining' && call.when('play-apology') === undefined) {
      const { connection } = call;
      call.pass(100);
      if (call.connection === connection) lose(call);
    }
    return call;
  }

  it('is tried by handle a few times, then afresh, ever more seldom, and given up after half a minute', () => {
    const call = flapping(lose(begun().asks()), 60_000);
    const handles = call.of('open-provider').map(({ handle }) => handle);
    expect(handles.slice(0, 5)).toEqual([undefined, 'h1', 'h1', 'h1', undefined]);
    expect(handles.length).toBeLessThan(15);
    const given = call.effects.find(
      ({ effect }) => effect.type === 'record-event' && effect.kind === 'provider.given-up',
    );
    expect(given?.at).toBeLessThan(40_000);
  });

  it('is forgiven when it answers', () => {
    const call = lose(begun().asks()).pass(100);
    for (let time = 0; time < 4; time += 1) {
      call.says('Ten. ').sounds(600).over().pass(12_000).asks().pass(100);
      lose(call).pass(200);
    }
    expect(
      call
        .of('open-provider')
        .slice(1)
        .map(({ handle }) => handle),
    ).toEqual(Array(5).fill('h1'));
  });
});

describe('the model is told to ask whether somebody is there', () => {
  const asked = (more: Partial<CallFacts> = {}) => begun({ silencePromptMs: 8_000, ...more }).pass(6_800);

  it('just before the visitor speaks, and is not told then that its words did not arrive', () => {
    const call = asked();
    expect(call.of('provider-text')).toHaveLength(1);
    starts(call).pass(2_300);
    ends(call).hears('Yes, I am here.').pass(1_500).says('Good. ').sounds(400).over();
    expect(call.noted).toEqual([]);
  });

  it('and stays silent, as one may that is free to: nobody climbs a ladder for that', () => {
    const call = asked({ mayStaySilent: true }).pass(6_000);
    expect(call.of('provider-text')).toHaveLength(1);
    expect([call.noted, call.name]).toEqual([[], 'listening']);
    expect(asked().pass(6_000).noted[0]).toBe('no-answer: nudge');
  });
});
