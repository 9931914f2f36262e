import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { TenantId } from '../../../platform/database/index.js';
import { LEASE_MS, type HeldCall } from '../../calls/index.js';
import { LeaseKeeper } from './lease-keeper.js';

const call = (tenant: string, callId: string) => ({ tenantId: tenant as TenantId, callId, epoch: 1 });

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A database in which all calls are ours, but for those of `taken`. */
function keeper(taken = new Set<string>()) {
  const asked: [TenantId, string, readonly HeldCall[]][] = [];
  const renewLeases = (tenant: TenantId, owner: string, held: readonly HeldCall[]) => {
    asked.push([tenant, owner, held]);
    return Promise.resolve(new Set(held.map(({ callId }) => callId).filter((id) => !taken.has(id))));
  };
  return { asked, keeper: new LeaseKeeper({ renewLeases }, 'me') };
}
const round = () => jest.advanceTimersByTimeAsync(LEASE_MS / 3);

describe('LeaseKeeper', () => {
  it('renews all calls of a tenant at once, well before their leases run out', async () => {
    const { asked, keeper: it } = keeper();
    const lost = jest.fn();
    for (const id of ['a', 'b']) it.hold(call('t1', id), lost);
    it.hold(call('t2', 'c'), lost);
    await round();
    expect(asked.map(([tenant, owner, held]) => [tenant, owner, held.map(({ callId }) => callId)])).toEqual([
      ['t1', 'me', ['a', 'b']],
      ['t2', 'me', ['c']],
    ]);
    expect(lost).not.toHaveBeenCalled();
  });

  it('tells of a call that somebody else has taken, and of no other', async () => {
    const { keeper: it } = keeper(new Set(['b']));
    const lost = jest.fn();
    for (const id of ['a', 'b']) it.hold(call('t1', id), () => lost(id));
    await round();
    expect(lost.mock.calls).toEqual([['b']]);
  });

  it('takes no news of the database for no loss', async () => {
    const it = new LeaseKeeper({ renewLeases: () => Promise.reject(new Error('away')) }, 'me');
    const lost = jest.fn();
    it.hold(call('t1', 'a'), lost);
    await round();
    await round();
    expect(lost).not.toHaveBeenCalled();
  });

  it('splits what is too much for one statement', async () => {
    const { asked, keeper: it } = keeper();
    for (let n = 0; n < 250; n += 1) it.hold(call('t1', `call-${n}`), () => undefined);
    await round();
    expect(asked.map(([, , held]) => held.length)).toEqual([100, 100, 50]);
  });

  it('forgets what was let go, and is quiet when nothing is left', async () => {
    const { asked, keeper: it } = keeper(new Set(['a']));
    const lost = jest.fn();
    const hold = it.hold(call('t1', 'a'), lost);
    hold.stop();
    await round();
    expect([asked.length, lost.mock.calls.length, jest.getTimerCount()]).toEqual([0, 0, 0]);
  });
});
