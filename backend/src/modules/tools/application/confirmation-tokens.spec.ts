import { expect, it } from '@jest/globals';
import { loadConfig } from '@orbisvoice/config';
import { FakeClock } from '../../../platform/clock/clock.js';
import { KeyRing, newId, sha256 } from '../../../platform/crypto/index.js';
import { tenantId } from '../../../platform/database/index.js';
import { ConfirmationTokens } from './confirmation-tokens.js';

const clock = new FakeClock();
const tokens = new ConfirmationTokens(new KeyRing(loadConfig({ DATABASE_URL: 'postgres://x@y/z' })), clock);
const what = { tenantId: tenantId(newId()), agentId: newId(), callId: null, argsDigest: sha256('a') };

it('are good for what they were given for, for five minutes', () => {
  const token = tokens.issue(what);
  expect(tokens.verify(what, token)).toMatch(/^[\w-]{16}$/);
  for (const other of [
    { ...what, tenantId: tenantId(newId()) },
    { ...what, agentId: newId() },
    { ...what, callId: newId() },
    { ...what, argsDigest: sha256('b') },
  ])
    expect(tokens.verify(other, token)).toBeUndefined();
  clock.advance(299_000);
  expect(tokens.verify(what, token)).toBeDefined();
  clock.advance(2_000);
  expect(tokens.verify(what, token)).toBeUndefined();
});

it('cannot be made up or changed', () => {
  const token = tokens.issue(what);
  const [until = '', id = '', signature = ''] = token.split('.');
  const made = [
    `${Number(until) + 1}.${id}.${signature}`,
    `${until}.${id.slice(1)}A.${signature}`,
    '',
    'yes',
    true,
    null,
  ];
  for (const forged of made) expect(tokens.verify(what, forged)).toBeUndefined();
});
