import { describe, expect, it } from '@jest/globals';
import { CallInTime } from '../../../../test/support/call-in-time.js';
import { digestOf } from '../../../../test/support/call-facts.js';
import type { ToolSettled } from './input.js';

const book = {
  id: 'tool-1',
  digestOf: digestOf('tool-1'),
  name: 'book',
  kind: 'builtin',
  filler: '',
  background: false,
  modelTalks: true,
} as const;
const args = { start: '2030-01-07T10:00:00Z', title: 'Demo' };

const calls = (it: CallInTime, more: Record<string, unknown> = {}) =>
  it.tell({
    type: 'provider.tool-calls',
    connection: it.connection,
    generation: 0,
    calls: [{ id: 'a', name: 'book', args: { ...args, ...more } }],
  });
const begun = () =>
  calls(new CallInTime({ tools: [book], idleMs: 600_000, maxDurationMs: 600_000 }).asks('Monday at ten.'));
const settles = (it: CallInTime, outcome: ToolSettled) =>
  it.tell({ type: 'tool.settled', occasion: 'a', outcome });
const lose = (it: CallInTime) =>
  it
    .tell({ type: 'provider.closed', connection: it.connection, failure: 'transient', detail: '1011' })
    .pass(100);
const told = (it: CallInTime) => it.of('open-provider').at(-1)?.begun;
const wish = `book with ${JSON.stringify(args)}`;

describe('a connection that follows a lost one is told which tools were called', () => {
  it('with what they have brought, or that they are under way', () => {
    expect(told(lose(begun()))).toEqual([
      `${wish}: still under way; to have its answer, call it with exactly these arguments`,
    ]);
    const done = settles(begun(), { kind: 'result', result: { booked: true } });
    expect(told(lose(done))).toEqual([`${wish}: done: {"booked":true}`]);
    const failed = settles(begun(), { kind: 'error', code: 'slot_taken', error: 'This time is taken.' });
    expect(told(lose(failed))).toEqual([`${wish}: failed: This time is taken.`]);
  });

  it('also where they were taken back', () => {
    const it = begun().tell({ type: 'provider.tools-cancelled', connection: 1, ids: ['a'] });
    expect(told(lose(it))).toEqual([`${wish}: was begun; whether it was done is not known`]);
  });

  it('only what it may not remember, and nothing that only asked for an agreement', () => {
    expect(told(new CallInTime())).toEqual([]);
    const known = settles(begun(), { kind: 'result', result: 1 });
    known.tell({ type: 'provider.handle', connection: 1, handle: 'h2' });
    expect(told(lose(known))).toEqual([]);
    expect(told(lose(settles(begun(), { kind: 'confirmation', token: 't', result: {} })))).toEqual([]);
    const old = settles(begun(), { kind: 'result', result: 1 }).pass(300).says('Done.').sounds(600).pass(600);
    expect(told(lose(old.over()))).toHaveLength(1);
    expect(told(lose(old.pass(61_000)))).toEqual([]);
  });

  it('also where the provider announced its end, and a pause was waited for', () => {
    const it = settles(begun(), { kind: 'result', result: { booked: true } });
    it.pass(300).says('Booked.').sounds(600).pass(600).over();
    it.tell({ type: 'provider.go-away', connection: 1, timeLeftMs: 30_000 });
    expect(it.pass(100).connection).toBe(2);
    expect(told(it)).toEqual([`${wish}: done: {"booked":true}`]);
  });

  it('without the token by which something was agreed to', () => {
    const it = calls(new CallInTime({ tools: [book] }).asks('Yes.'), { _confirmed: 'made up' });
    expect(told(lose(it))?.[0]).not.toContain('made up');
  });
});
