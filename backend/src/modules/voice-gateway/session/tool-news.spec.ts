import { describe, expect, it } from '@jest/globals';
import { CallInTime } from '../../../../test/support/call-in-time.js';
import { digestOf } from '../../../../test/support/call-facts.js';
import type { CallFacts, ToolSettled } from './input.js';

const ANSWER = 2_000;
const report = {
  id: 'tool-1',
  digestOf: digestOf('tool-1'),
  name: 'report',
  kind: 'http',
  filler: '',
  background: true,
  modelTalks: true,
} as const;
const facts: Partial<CallFacts> = { answerMs: ANSWER, tools: [report], mayStaySilent: true };
const price: ToolSettled = { kind: 'result', result: { price: 42 } };

/** The agent has promised to look something up, and the conversation has gone on. */
const promised = (more: Partial<CallFacts> = {}) => {
  const it = new CallInTime({ ...facts, ...more }).asks('What does it cost?');
  const calls = [{ id: 'a', name: 'report', args: { of: 'tea' } }];
  it.tell({ type: 'provider.tool-calls', connection: it.connection, generation: 0, calls });
  return it.says('I will look that up.').sounds(800).pass(800).over().pass(1_000);
};
const settles = (it: CallInTime, outcome: ToolSettled = price) =>
  it.tell({ type: 'tool.settled', occasion: 'a', outcome });
const lose = (it: CallInTime) =>
  it
    .tell({ type: 'provider.closed', connection: it.connection, failure: 'transient', detail: '1011' })
    .pass(100);
const news = (it: CallInTime) =>
  it.of('provider-text').filter(({ text }) => text.includes('The tool "report"'));
const told = expect.stringMatching(/has brought: \{"price":42\} Tell the user/);

describe('what a tool in the background brings', () => {
  it('is told to the next connection, which does not know that it was asked for', () => {
    const it = settles(lose(promised()).pass(3_000));
    expect(news(it)).toMatchObject([{ connection: 2, text: told }]);
    expect(it.name).toBe('thinking');
    it.pass(300).says('It costs 42.').sounds(900, false, 1).pass(900).over().pass(20_000);
    expect(news(it)).toHaveLength(1);
  });

  it('is told as soon as there is a connection, and a visitor to hear it', () => {
    const it = settles(promised().tell({ type: 'client.gone', cause: 'lost' }).pass(11_000));
    expect(news(it)).toEqual([]);
    const back = { request: { lastSeq: 0 }, turns: [], resumeSecret: 'next' };
    it.tell({ type: 'client.returned', back, received: { micMs: 0, messages: 0 }, unheardMs: 0 }).pass(200);
    expect(news(it)).toMatchObject([{ connection: 2, text: told }]);
  });

  it('waits for a pause: for the visitor, and for the answer to them', () => {
    const it = lose(promised()).tell({ type: 'speech.started' });
    settles(it).pass(500);
    it.tell({ type: 'speech.ended', endedAt: it.now - 200, uplinkMs: 0 })
      .hears('And where are you?')
      .pass(300);
    expect(news(it)).toEqual([]);
    it.says('In Berlin.').sounds(800, false, 0).pass(500);
    expect(news(it)).toEqual([]);
    expect(news(it.over())).toHaveLength(1);
  });

  it('is answered once more where the model asks for it again, and not told besides', () => {
    const it = lose(promised());
    const calls = [{ id: 'b', name: 'report', args: { of: 'tea' } }];
    it.tell({ type: 'provider.tool-calls', connection: 2, generation: 0, calls });
    settles(it);
    expect(it.of('answer-tool')).toMatchObject([{ id: 'b', outcome: { result: { price: 42 } } }]);
    it.pass(300).says('It costs 42.').sounds(900).pass(900).over().pass(20_000);
    expect(news(it)).toEqual([]);
  });

  it('is asked for where the model has it and leaves it at that', () => {
    const it = settles(promised());
    expect(it.of('answer-tool')).toHaveLength(1);
    it.pass(ANSWER - 100);
    expect(news(it)).toEqual([]);
    expect(news(it.pass(200))).toHaveLength(1);
  });

  it('is asked for again where the model is silent even then, as any other answer', () => {
    const it = settles(promised({ mayStaySilent: false })).pass(3 * ANSWER);
    expect(it.noted[0]).toBe('no-answer: nudge');
  });

  it('is told with the failure, too', () => {
    const it = lose(promised()).pass(3_000);
    settles(it, { kind: 'error', code: 'tool_failed', error: 'No such tea.' });
    expect(news(it)).toMatchObject([{ text: expect.stringContaining('has failed: No such tea.') }]);
  });

  it('keeps a connection that is to be left until it was told, and no longer', () => {
    const it = promised().tell({ type: 'provider.go-away', connection: 1, timeLeftMs: 50_000 });
    settles(it).pass(300);
    expect(it.of('close-provider')).toEqual([]);
    it.says('It costs 42.').sounds(900, false, 1).pass(900);
    it.tell({ type: 'provider.turn-complete', connection: 1, generation: 1 });
    expect(it.of('close-provider')).toHaveLength(1);
  });

  it('is found out by a gateway that takes the call over, unless it was heard there', () => {
    const agent = { seq: 1, turn: 1, role: 'agent', text: 'I will.', interrupted: false } as const;
    const taken = (endedAt: number | undefined) =>
      new CallInTime(facts, {
        request: { lastSeq: 0 },
        turns: [{ ...agent, startedAt: -900, endedAt: -500 }],
        resumeSecret: 'next',
        startedAt: -9_000,
        handle: undefined,
        recall: undefined,
        brokeOff: false,
        begun: [{ occasion: 'a', toolId: report.id, digest: report.digestOf({ of: 'tea' }), endedAt }],
      });
    const it = taken(undefined);
    expect(it.of('await-tool')).toEqual([{ type: 'await-tool', occasion: 'a' }]);
    expect(news(settles(it.pass(2_000)))).toMatchObject([{ text: told }]);
    expect(taken(-700).of('await-tool')).toHaveLength(1);
    expect(taken(-1_000).of('await-tool')).toEqual([]);
  });
});
