import { describe, expect, it } from '@jest/globals';
import { answerTool, type PageTools } from './page-tools.js';

const tools: PageTools = new Map();
tools.set('cart', ({ id }) => Promise.resolve({ id, items: 2 }));
tools.set('nothing', () => undefined);
tools.set('broken', () => {
  throw new Error('no cart here');
});
tools.set('loop', () => {
  const circle: { self?: object } = {};
  circle.self = circle;
  return circle;
});
const ask = (name: string, args?: Record<string, unknown>) =>
  answerTool(tools, { type: 'tool.started', id: 't1', name, ...(args && { args }) });

describe('tools of the page', () => {
  it('answer with what they return', async () => {
    expect(await ask('cart', { id: 7 })).toEqual({
      type: 'tool.result',
      id: 't1',
      result: { id: 7, items: 2 },
    });
    expect(await ask('nothing', {})).toEqual({ type: 'tool.result', id: 't1', result: null });
  });

  it('answer with what went wrong, always', async () => {
    expect(await ask('broken', {})).toMatchObject({ error: 'no cart here' });
    expect(await ask('loop', {})).toMatchObject({ error: expect.stringContaining('circular') });
    expect(await ask('unknown', {})).toMatchObject({ error: 'The page has no such tool.' });
  });

  it('leave tools of the server alone', async () => {
    expect(await ask('cart')).toBeUndefined();
  });
});
