import { describe, expect, it } from '@jest/globals';
import type { WidgetState } from '../session/widget-state.js';
import { viewModel, type ViewFacts } from './view-model.js';

const CALL = { mode: 'voice', callId: 'c' } as const;
const STATES: WidgetState[] = [
  { stage: 'idle' },
  { stage: 'preparing', mode: 'voice' },
  { stage: 'consent', notice: { text: 'Words', version: 'v1' } },
  { stage: 'permission', mode: 'voice' },
  { stage: 'connecting', mode: 'text' },
  { ...CALL, stage: 'listening' },
  { ...CALL, stage: 'thinking' },
  { ...CALL, stage: 'speaking' },
  { ...CALL, stage: 'reconnecting' },
  { ...CALL, stage: 'paused' },
  { ...CALL, stage: 'paused', from: { url: '', callId: 'c', secret: '', lastSeq: 0 } },
  { ...CALL, mode: 'text', stage: 'listening' },
  { ...CALL, stage: 'ended', reason: 'client_ended', durationMs: 1 },
  { ...CALL, stage: 'rating', rating: 3, answer: 'thanks' },
  { stage: 'error', mode: 'voice', code: 'microphone_denied' },
  { stage: 'error', mode: 'text', code: 'network' },
];
const facts = (state: WidgetState, rest: Partial<ViewFacts> = {}): ViewFacts => ({
  ...{ state, agentName: 'Ada', voice: true, text: true, recorded: false, demo: false },
  ...{ canRate: true, muted: false, spoken: true, captions: true, composing: false, ...rest },
});
const actions = (state: WidgetState, rest?: Partial<ViewFacts>) =>
  viewModel(facts(state, rest)).actions.map(({ name }) => name);

describe('what the panel shows', () => {
  it.each(STATES)('always leaves something to do, and one thing to do first: %o', (state) => {
    const model = viewModel(facts(state));
    expect(model.actions.length > 0 || model.bar !== undefined).toBe(true);
    expect(model.actions.filter(({ primary }) => primary).length).toBeLessThanOrEqual(1);
    expect(!!model.title || model.bar === 'chat').toBe(true);
  });

  it('says that calls may be recorded only where they are, and before they can be', () => {
    const said = (recorded: boolean) =>
      STATES.filter((state) => viewModel(facts(state, { recorded })).recorded).map(({ stage }) => stage);
    expect(said(false)).toEqual([]);
    expect(said(true)).toEqual(['idle', 'consent']);
  });

  it('leads from a refused microphone to writing, and from a refused site nowhere', () => {
    expect(actions({ stage: 'error', mode: 'voice', code: 'microphone_denied' })).toEqual(['retry', 'write']);
    expect(actions({ stage: 'error', mode: 'voice', code: 'insecure_page' })).toEqual(['write']);
    expect(actions({ stage: 'error', mode: 'voice', code: 'origin_not_allowed' })).toEqual([]);
    expect(actions({ stage: 'error', mode: 'voice', code: 'microphone_denied' }, { text: false })).toEqual([
      'retry',
    ]);
  });

  it('offers only what the site left on', () => {
    expect(actions({ stage: 'idle' }, { text: false })).toEqual(['talk']);
    expect(actions({ stage: 'idle' }, { voice: false })).toEqual(['write']);
  });

  it('has stars only where a rating can be sent', () => {
    const ended: WidgetState = { ...CALL, stage: 'ended', reason: 'client_ended', durationMs: 1 };
    expect(viewModel(facts(ended)).stars).toBe(0);
    expect(viewModel(facts(ended, { canRate: false })).stars).toBeUndefined();
  });

  it('hides captions where the site does not want them, and shows them to those who write', () => {
    const listening: WidgetState = { ...CALL, stage: 'listening' };
    expect(viewModel(facts(listening, { captions: false })).log).toBe(false);
    expect(viewModel(facts(listening, { captions: false, composing: true })).log).toBe(true);
  });
});
