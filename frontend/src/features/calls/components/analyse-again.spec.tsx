import { afterEach, describe, expect, it } from '@jest/globals';
import type { CallAnalysis } from '@orbisvoice/contracts';
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { answer } from '../../../testing/answers.js';
import { FakeApi, showInDashboard } from '../../../testing/fake-api.js';
import { AnalyseAgain } from './analyse-again.js';

afterEach(cleanup);

const ORDER = 'POST /calls/call-1/analysis';
function show(again: CallAnalysis['again']): { api: FakeApi; button: HTMLElement; words: () => string } {
  const api = new FakeApi({ [ORDER]: () => answer(202) });
  showInDashboard(<AnalyseAgain callId="call-1" again={again} />);
  const words = (): string => screen.getAllByRole('status')[0]?.textContent ?? '';
  return { api, button: screen.getByRole('button', { name: 'Analyse again' }), words };
}

describe('asking for another analysis', () => {
  it('is possible while nobody has, and says nothing', async () => {
    const { api, button, words } = show(null);
    expect(words()).toBe('');
    await userEvent.click(button);
    expect(api.writes).toEqual([ORDER]);
  });

  it('is not while one is on its way', () => {
    const { button, words } = show({ state: 'waiting', reason: null });
    expect(words()).toMatch(/is being read again/);
    expect(button.hasAttribute('disabled')).toBe(true);
  });

  it.each([
    ['unavailable', /no result: the model could not be reached/],
    ['unreadable', /no result: the model’s answer was not what was asked for/],
    [null, /no result: something went wrong on our side/],
  ] as const)('is where the last one came to nothing (%s), which is said', async (reason, said) => {
    const { api, button, words } = show({ state: 'failed', reason });
    expect(words()).toMatch(said);
    await userEvent.click(button);
    expect(api.writes).toEqual([ORDER]);
  });
});
