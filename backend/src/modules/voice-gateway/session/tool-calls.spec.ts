import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../test/support/call-facts.js';
import { ToolTalk } from '../../../../test/support/tool-talk.js';
import type { ToolSettled } from './input.js';
import type { SpokenTurn } from './turn.js';

const done: ToolSettled = { kind: 'result', result: { ok: true } };
const ask: ToolSettled = { kind: 'confirmation', token: 'tok', result: { status: 'confirmation_required' } };
const agreed = { item: 'tea', _confirmed: 'tok' };

describe('a call of the model', () => {
  it('whose arguments are no object is told so', () => {
    expect(
      ToolTalk.begun().tell({
        type: 'provider.tool-calls',
        connection: 1,
        generation: 0,
        calls: [{ id: 'a', name: 'order', args: undefined }],
      }).answers,
    ).toEqual([['a', { error: expect.stringContaining('JSON object') }]]);
  });

  it('is refused where the model calls without end, until the visitor speaks', () => {
    const talk = ToolTalk.begun();
    for (let n = 0; n < 12; n++) talk.calls(`a${n}`).settles(`a${n}`, done);
    expect(talk.calls('b').answers).toEqual([['b', { error: expect.stringContaining('Too many') }]]);
    expect(talk.hears('Well?').calls('c').of('invoke-tool')).toHaveLength(1);
  });

  it('is answered for after its deadline, and what comes late is counted', () => {
    const talk = ToolTalk.begun().calls('a').fires('tool:a');
    expect(talk.answers).toEqual([['a', { error: expect.stringContaining('in time') }]]);
    expect(talk.of('abort-tool')).toHaveLength(1);
    expect(talk.settles('a', done).effects).toEqual([
      { type: 'drop', what: 'input', reason: 'stale-tool-result' },
    ]);
  });

  it('may say that it takes long where the model can talk, once, and never over its own words', () => {
    const talk = ToolTalk.begun().calls('a').calls('b', 'order', { item: 'cake' });
    expect(talk.fires('filler:a').of('excuse-tool')).toMatchObject([{ id: 'a', text: 'One moment.' }]);
    expect(talk.fires('filler:b').effects).toEqual([]);
    expect(ToolTalk.begun().calls('a').sounds().fires('filler:a').of('excuse-tool')).toEqual([]);
    const silent = ToolTalk.begun().calls('a', 'wait').fires('filler:a');
    expect(silent.of('excuse-tool')).toEqual([]);
    expect(silent.of('record-event')).toMatchObject([{ kind: 'tool.slow', data: { spoken: false } }]);
  });
});

describe('a connection that is lost', () => {
  it('gives a tool that is still running to the same call on the next one', () => {
    const talk = ToolTalk.begun().calls('a').reconnects().calls('b');
    expect(talk.of('invoke-tool')).toEqual([]);
    expect(talk.settles('a', done).answers).toEqual([['b', { result: { ok: true } }]]);
  });

  it('keeps what came meanwhile', () => {
    const talk = ToolTalk.begun().calls('a').reconnects().settles('a', done);
    expect(talk.answers).toEqual([]);
    expect(talk.told).toEqual(['tool.finished']);
    expect(talk.calls('b').answers).toEqual([['b', { result: { ok: true } }]]);
  });

  it('gives the answer again that the model may not remember, in whatever order it writes the arguments', () => {
    const talk = ToolTalk.begun()
      .calls('a', 'order', { item: 'tea', count: 2 })
      .settles('a', done)
      .reconnects();
    expect(talk.calls('b', 'order', { count: 2, item: 'tea' }).answers).toHaveLength(1);
    expect(talk.of('invoke-tool')).toEqual([]);
    expect(talk.calls('c', 'order', { count: 3, item: 'tea' }).of('invoke-tool')).toHaveLength(1);
  });

  it('leaves to a new wish what the model remembers, and what lies long back', () => {
    const handle = { type: 'provider.handle', connection: 1, handle: 'h' } as const;
    const known = ToolTalk.begun().calls('a').settles('a', done).tell(handle).reconnects().calls('b');
    expect(known.of('invoke-tool')).toMatchObject([{ occasion: 'b' }]);
    const old = ToolTalk.begun().calls('a').settles('a', done).reconnects().after(61_000).calls('b');
    expect(old.of('invoke-tool')).toMatchObject([{ occasion: 'b' }]);
  });

  it('leaves to a new wish what the agent was heard to tell of', () => {
    const again = (talk: ToolTalk, name = 'order') =>
      talk
        .after(100)
        .sounds()
        .after(100)
        .ends()
        .reconnects()
        .after(3_000)
        .hears('One more.')
        .calls('b', name);
    const order = () => ToolTalk.begun().hears('One, please.').calls('a').after(300);
    expect(again(order().settles('a', done)).of('invoke-tool')).toMatchObject([{ occasion: 'b' }]);
    // A reply that went on beside the tool told nothing of it; a model that waits tells in the same one.
    expect(again(order().sounds().settles('a', done)).answers).toHaveLength(1);
    const waits = ToolTalk.begun().sounds().calls('a', 'wait').after(300).settles('a', done);
    expect(again(waits, 'wait').of('invoke-tool')).toMatchObject([{ occasion: 'b' }]);
    const cut = order().settles('a', done).after(100).sounds();
    cut.tell({ type: 'provider.interrupted', connection: 1, generation: 0 });
    expect(again(cut).answers).toHaveLength(1);
  });

  it('does not ask the page a second time', () => {
    const asked: ToolSettled = { kind: 'ask-page', args: { item: 'tea' } };
    const talk = ToolTalk.begun().calls('a', 'look').settles('a', asked);
    expect(talk.told).toEqual(['tool.started']);
    expect(talk.reconnects().calls('b', 'look').told).not.toContain('tool.started');
    talk.tell({ type: 'client.tool-result', id: 'a', result: 7, error: undefined });
    expect(talk.answers).toEqual([['b', { result: 7 }]]);
  });
});

describe('a page that comes back', () => {
  const question = { type: 'tool.started', id: 'a', name: 'look', args: { item: 'checked' } };
  const asked = () =>
    ToolTalk.begun()
      .calls('a', 'look')
      .settles('a', { kind: 'ask-page', args: { item: 'checked' } });
  const returns = (talk: ToolTalk) =>
    talk.tell({ type: 'client.gone', cause: 'lost' }).tell({
      type: 'client.returned',
      back: { request: { lastSeq: 0 }, turns: [], resumeSecret: 'next' },
      received: { micMs: 0, messages: 0 },
      unheardMs: 0,
    });
  const questions = (talk: ToolTalk) =>
    talk.of('send').flatMap(({ message }) => (message.type === 'tool.started' ? [message] : []));
  const answer = { type: 'client.tool-result', id: 'a', result: 7, error: undefined } as const;

  it('is asked what it has not answered, and the model gets one answer however often it answers', () => {
    const talk = returns(asked());
    expect(questions(talk)).toEqual([question]);
    expect(talk.tell(answer).answers).toEqual([['a', { result: 7 }]]);
    expect(talk.tell(answer).answers).toEqual([]);
    expect(talk.of('drop')).toMatchObject([{ reason: 'stale-tool-result' }]);
  });

  it('is asked although the model’s connection was lost meanwhile, for when the model asks again', () => {
    const talk = returns(asked().reconnects());
    expect(questions(talk)).toEqual([question]);
    expect(talk.tell(answer).answers).toEqual([]);
    expect(talk.calls('b', 'look').answers).toEqual([['b', { result: 7 }]]);
  });

  it('is not asked again what it has answered', () => {
    expect(questions(returns(asked().tell(answer)))).toEqual([]);
  });
});

describe('a call that the model took back', () => {
  it('is asked of the ledger where the model wants it again: under the same occasion', () => {
    const talk = ToolTalk.begun()
      .calls('a')
      .tell({ type: 'provider.tools-cancelled', connection: 1, ids: ['a'] });
    expect(talk.of('abort-tool')).toMatchObject([{ occasion: 'a' }]);
    expect(talk.answers).toEqual([]);
    expect(talk.settles('a', done).answers).toEqual([]);
    expect(talk.calls('b').of('invoke-tool')).toMatchObject([{ occasion: 'a' }]);
    expect(talk.settles('a', done).answers).toEqual([['b', { result: { ok: true } }]]);
  });
});

describe('the gate', () => {
  const asked = () => ToolTalk.begun().hears('I want tea.').calls('a').settles('a', ask);
  const invoked = (talk: ToolTalk) => talk.of('invoke-tool').map(({ args }) => args);

  it('is closed to a model that does not wait, asks without a word of the visitor, or makes a token up', () => {
    expect(asked().calls('b', 'order', agreed).answers).toMatchObject([
      ['b', { result: { instruction: expect.stringContaining('has not answered') } }],
    ]);
    expect(invoked(asked().sounds().ends().calls('b', 'order', agreed))).toEqual([]);
    // Words that trail belong to the question before.
    expect(invoked(asked().sounds().hears(' And quickly.').ends().calls('b', 'order', agreed))).toEqual([]);
    expect(invoked(ToolTalk.begun().calls('b', 'order', { item: 'tea', _confirmed: 'made up' }))).toEqual([
      { item: 'tea' },
    ]);
  });

  it('is open after words of a later turn, spoken or typed', () => {
    expect(invoked(asked().sounds().ends().hears('Yes.').calls('b', 'order', agreed))).toEqual([agreed]);
    const typed = asked().sounds().ends().tell({ type: 'client.text', text: 'yes' });
    expect(invoked(typed.calls('b', 'order', agreed))).toEqual([agreed]);
  });

  it('waits for words of a voice that was heard, and no longer', () => {
    const voice = () =>
      asked()
        .sounds()
        .ends()
        .after(500)
        .tell({ type: 'speech.started' })
        .after(100)
        .calls('b', 'order', agreed);
    expect(invoked(voice())).toEqual([]);
    expect(invoked(voice().hears('Yes.'))).toEqual([agreed]);
    const nothing = voice().fires('tool:b');
    expect(invoked(nothing)).toEqual([]);
    expect(nothing.answers).toHaveLength(1);
  });
});

describe('calls in a row', () => {
  const refused = (talk: ToolTalk) =>
    talk.answers.some(([, told]) => JSON.stringify(told).includes('Too many'));
  const inARow = (talk: ToolTalk, times: number, from = 0) => {
    for (let n = from; n < from + times; n++) talk.calls(`c${n}`).settles(`c${n}`, done);
    return talk;
  };

  it('are refused after twelve, until the visitor is heard', () => {
    expect(refused(inARow(ToolTalk.begun(), 12).calls('more'))).toBe(true);
    expect(refused(inARow(ToolTalk.begun(), 12).hears('And two more.').calls('more'))).toBe(false);
  });

  it('are counted anew when the visitor speaks, also where no transcript says what', () => {
    const spoke = inARow(ToolTalk.begun(), 12).tell({ type: 'speech.started' });
    expect(refused(spoke.calls('more'))).toBe(false);
    expect(refused(inARow(spoke, 12, 12).calls('still more'))).toBe(true);
  });
});

describe('what another gateway began', () => {
  const begun = {
    occasion: 'old',
    toolId: 'tool-1',
    digest: digestOf('tool-1')({ item: 'tea' }),
  };
  const agent = {
    seq: 2,
    turn: 1,
    role: 'agent',
    text: 'Done.',
    interrupted: false,
    startedAt: 400,
    endedAt: 900,
  } as const;
  const taken = (endedAt: number | undefined, more: Partial<SpokenTurn> = {}) =>
    ToolTalk.begun({
      request: { lastSeq: 0 },
      turns: [{ ...agent, ...more }],
      resumeSecret: 'next',
      startedAt: 0,
      handle: undefined,
      recall: undefined,
      brokeOff: false,
      begun: [{ ...begun, endedAt }],
    });
  const occasions = (talk: ToolTalk) => talk.of('invoke-tool').map(({ occasion }) => occasion);

  it('is the same occasion where the model asks for it again, once', () => {
    expect(occasions(taken(undefined).calls('new'))).toEqual(['old']);
    const again = taken(undefined).calls('new').settles('old', done);
    expect(again.answers).toEqual([['new', { result: { ok: true } }]]);
    expect(occasions(again.calls('newer'))).toEqual(['newer']);
  });

  it('is another wish after a minute, or with other arguments', () => {
    expect(occasions(taken(undefined).after(60_001).calls('new'))).toEqual(['new']);
    expect(occasions(taken(undefined).calls('new', 'order', { item: 'milk' }))).toEqual(['new']);
  });

  it('is another wish where the agent was heard to finish a reply since', () => {
    expect(occasions(taken(800).calls('new'))).toEqual(['new']);
    expect(occasions(taken(1_000).calls('new'))).toEqual(['old']);
    expect(occasions(taken(800, { interrupted: true }).calls('new'))).toEqual(['old']);
    expect(occasions(taken(800, { role: 'user' }).calls('new'))).toEqual(['old']);
  });
});

describe('the agent ends the call', () => {
  const bye: ToolSettled = { kind: 'result', result: {}, endCall: true };
  const ending = () => ToolTalk.begun().hears('That is all.').calls('a').settles('a', bye);

  it('when its goodbye was played', () => {
    const talk = ending().after(300).sounds().after(100).ends();
    expect(talk.state.name).toBe('listening');
    talk.tell({ type: 'client.playback', turn: 1, playedMs: 400 }).fires('goodbye');
    expect(talk.state).toMatchObject({ name: 'draining', reason: 'agent_ended', close: 1000 });
  });

  it('without a goodbye where the model has none', () => {
    expect(ending().fires('goodbye').state).toMatchObject({ name: 'draining', reason: 'agent_ended' });
  });

  it('not while it speaks, nor when the visitor has something more to say', () => {
    expect(ending().sounds().fires('goodbye').state.name).toBe('speaking');
    const more = ending().after(300).sounds().ends().hears('One more thing.');
    expect(more.of('stop-timer')).toContainEqual({ type: 'stop-timer', timer: 'goodbye' });
    expect('goodbye' in more.state && more.state.goodbye).toBe(undefined);
  });
});
