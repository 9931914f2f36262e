import { describe, expect, it } from '@jest/globals';
import { step, type WidgetEffect, type WidgetInput } from './widget.reducer.js';
import { IDLE, type WidgetState } from './widget-state.js';

const NOTICE = { text: 'We keep what you say.', version: 'v1' };
const CALL = { callId: 'c1' };

/** The stages that a row of inputs leads through, and everything it asks for. */
function run(inputs: WidgetInput[], from: WidgetState = IDLE) {
  let state = from;
  const stages: string[] = [];
  const effects: WidgetEffect[] = [];
  for (const input of inputs) {
    const next = step(state, input);
    state = next.state;
    stages.push(state.stage);
    effects.push(...next.effects);
  }
  return { state, stages, effects, asked: effects.map(({ type }) => type) };
}

const call = (news: Extract<WidgetInput, { type: 'call' }>['news']): WidgetInput => ({ type: 'call', news });
const live: WidgetInput[] = [
  { type: 'start', mode: 'voice' },
  { type: 'prepared', notice: undefined },
  call({ phase: 'connecting' }),
  call({ phase: 'listening', ...CALL }),
];

describe('a conversation from the click to the rating', () => {
  it('asks for consent before the microphone, and goes on through the call to the rating', () => {
    const { stages, asked, state } = run([
      { type: 'start', mode: 'voice' },
      { type: 'prepared', notice: NOTICE },
      { type: 'accepted' },
      call({ phase: 'connecting' }),
      call({ phase: 'listening', ...CALL }),
      call({ phase: 'thinking', ...CALL }),
      call({ phase: 'speaking', ...CALL }),
      { type: 'stop' },
      call({ phase: 'ended', reason: 'client_ended', durationMs: 9_000 }),
      { type: 'rate', rating: 4 },
      { type: 'rated', ok: true },
      { type: 'dismiss' },
    ]);
    expect(stages).toEqual([
      ...['preparing', 'consent', 'permission', 'connecting', 'listening', 'thinking', 'speaking'],
      ...['speaking', 'ended', 'rating', 'rating', 'idle'],
    ]);
    expect(asked).toEqual(['prepare', 'tell-consent', 'begin', 'hang-up', 'send-rating']);
    expect(state).toEqual(IDLE);
  });

  it('sends the version that was agreed to, and opens nothing before', () => {
    const asked = run([
      { type: 'start', mode: 'voice' },
      { type: 'prepared', notice: NOTICE },
    ]);
    expect(asked.asked).toEqual(['prepare']);
    expect(run([{ type: 'accepted' }], asked.state).effects).toContainEqual({
      type: 'begin',
      mode: 'voice',
      consent: { accepted: true, version: 'v1' },
    });
  });

  it('leads those who decline to writing, and says so to the server', () => {
    const { state, effects } = run([
      { type: 'start', mode: 'voice' },
      { type: 'prepared', notice: NOTICE },
      { type: 'declined', writing: true },
    ]);
    expect(state).toEqual({ stage: 'connecting', mode: 'text' });
    expect(effects.at(-1)).toEqual({
      type: 'begin',
      mode: 'text',
      consent: { accepted: false, version: 'v1' },
    });
  });

  it('leaves those who decline alone where there is no writing', () => {
    const { state, asked } = run([
      { type: 'start', mode: 'voice' },
      { type: 'prepared', notice: NOTICE },
      { type: 'declined', writing: false },
    ]);
    expect(state).toEqual(IDLE);
    expect(asked).toEqual(['prepare', 'tell-consent']);
  });

  it('asks those who write for no consent and for no permission', () => {
    const { stages } = run([
      { type: 'start', mode: 'text' },
      { type: 'prepared', notice: NOTICE },
      call({ phase: 'permission' }),
      call({ phase: 'listening', ...CALL }),
    ]);
    expect(stages).toEqual(['preparing', 'connecting', 'connecting', 'listening']);
  });
});

describe('trouble', () => {
  it('keeps the call while the line is cut and comes back to where it was', () => {
    const { stages } = run([
      ...live,
      call({ phase: 'reconnecting', ...CALL }),
      call({ phase: 'speaking', ...CALL }),
    ]);
    expect(stages.slice(-2)).toEqual(['reconnecting', 'speaking']);
  });

  it('pauses while the system has the sound, and goes on where the call stands by then', () => {
    const paused = run([...live, { type: 'sound-lost' }, call({ phase: 'speaking', ...CALL })]);
    expect(paused.state).toMatchObject({ stage: 'paused', cause: 'system', under: 'speaking' });
    expect(run([{ type: 'continue' }], paused.state).asked).toEqual(['resume-sound']);
    expect(run([{ type: 'sound-back' }], paused.state).state).toMatchObject({ stage: 'speaking' });
  });

  it('offers the same again after a failure', () => {
    const failed = run([
      { type: 'start', mode: 'voice' },
      { type: 'prepared', notice: undefined },
      call({ phase: 'error', code: 'microphone_denied' }),
    ]);
    expect(failed.state).toEqual({ stage: 'error', mode: 'voice', code: 'microphone_denied' });
    expect(run([{ type: 'start', mode: 'voice' }], failed.state).state.stage).toBe('preparing');
    expect(run([{ type: 'start', mode: 'text' }], failed.state).state.stage).toBe('preparing');
  });

  it('sums up nothing where a call was given up before it began', () => {
    const { state, asked } = run([
      ...live.slice(0, 2),
      { type: 'stop' },
      call({ phase: 'ended', reason: 'client_ended', durationMs: 0 }),
    ]);
    expect(state).toEqual(IDLE);
    expect(asked.at(-1)).toBe('hang-up');
  });
});

describe('a call of the page before', () => {
  it('waits for a click where it is spoken: browsers give sound to nobody else', () => {
    const restored = run([{ type: 'restored', mode: 'voice', ...CALL }]);
    expect(restored).toMatchObject({ state: { stage: 'paused', cause: 'reload' }, asked: [] });
    const resumed = run(
      [{ type: 'continue' }, call({ phase: 'permission' }), call({ phase: 'connecting' })],
      restored.state,
    );
    expect(resumed.stages).toEqual(['reconnecting', 'reconnecting', 'reconnecting']);
    expect(resumed.asked).toEqual(['resume']);
  });

  it('goes on by itself where it is written', () => {
    expect(run([{ type: 'restored', mode: 'text', ...CALL }]).asked).toEqual(['resume']);
  });
});
