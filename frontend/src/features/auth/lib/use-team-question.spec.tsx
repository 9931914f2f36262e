import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { act, cleanup, renderHook } from '@testing-library/react';
import { api } from '../../../lib/api-client.js';
import { announceTeamSwitch } from '../../../lib/live/team-switch.js';
import { FakeChannel } from '../../../testing/fake-channel.js';
import { useTeamQuestion } from './use-team-question.js';

const OURS = '0198c0de-0000-7000-8000-000000000001';
const THEIRS = '0198c0de-0000-7000-8000-000000000002';

const known = globalThis.BroadcastChannel;
beforeAll(() => void Object.assign(globalThis, { BroadcastChannel: FakeChannel }));
afterAll(() => void Object.assign(globalThis, { BroadcastChannel: known }));
afterEach(cleanup);

const openPage = () => renderHook(() => useTeamQuestion(OURS)).result;

describe('useTeamQuestion', () => {
  it('hears of a switch as soon as the page knows its team, and of the way back', () => {
    const page = openPage();
    act(() => announceTeamSwitch(THEIRS));
    expect(page.current.isOpen).toBe(true);
    act(() => announceTeamSwitch(OURS));
    expect(page.current.isOpen).toBe(false);
  });

  it.each([true, false])('lets a refused request wait for the answer: %s', async (isBack) => {
    const page = openPage();
    let asked: Promise<boolean> | undefined;
    act(() => {
      asked = api.returnToTeam?.();
    });
    expect(page.current.isOpen).toBe(true);
    act(() => page.current.settle(isBack));
    expect(await asked).toBe(isBack);
    expect(page.current.isOpen).toBe(false);
  });

  it('asks nothing before the page knows its team, or after it has gone', () => {
    const { unmount } = renderHook(() => useTeamQuestion(undefined));
    expect(api.returnToTeam).toBeUndefined();
    unmount();
    const page = renderHook(() => useTeamQuestion(OURS));
    expect(api.returnToTeam).toBeDefined();
    page.unmount();
    expect(api.returnToTeam).toBeUndefined();
  });
});
