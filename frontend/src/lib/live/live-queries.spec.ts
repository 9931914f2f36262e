import { expect, it } from '@jest/globals';
import type { LiveEvent } from '@orbisvoice/contracts';
import { isOld } from './live-queries.js';

const [ONE, OTHER] = ['01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002'];

it.each<[readonly unknown[], LiveEvent['name'], string | null, boolean]>([
  [['calls', 'list', {}], 'call.ended', ONE, true],
  [['calls', 'one', ONE], 'call.ended', ONE, true],
  [['calls', 'one', OTHER], 'call.ended', ONE, false],
  [['analytics', { agentId: OTHER }], 'call.ended', ONE, true],
  [['agents', 'one', OTHER], 'tool.changed', ONE, true],
  [['agents', 'list'], 'call.ended', ONE, false],
  [['me'], 'tenant.changed', ONE, true],
  [['team', 'members'], 'member.changed', ONE, true],
  [['anything'], 'resync', null, true],
])('%j after %s of %s: old is %s', (key, name, id, old) => expect(isOld(key, { name, id })).toBe(old));

it('ignores what a newer server says', () => {
  expect(isOld(['calls'], { name: 'moon.risen' as LiveEvent['name'], id: null })).toBe(false);
});
