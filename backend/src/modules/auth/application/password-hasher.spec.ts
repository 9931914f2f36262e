import { afterEach, describe, expect, it } from '@jest/globals';
import { MAX_RUNNING, MAX_WAITING, PasswordHasher } from './password-hasher.js';

let hasher = new PasswordHasher();
afterEach(async () => {
  await hasher.onApplicationShutdown();
  hasher = new PasswordHasher();
});

describe('password hasher', () => {
  it('hashes with argon2id at the cost that was decided', async () => {
    const hash = await hasher.hash('violet-harbour-kettle');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hasher.verify(hash, 'violet-harbour-kettle')).toBe(true);
    expect(await hasher.verify(hash, 'violet-harbour-kettlf')).toBe(false);
    expect(await hasher.verify(undefined, 'violet-harbour-kettle')).toBe(false);
  });

  it('refuses those who find every place taken, also the places to wait, and serves everybody else', async () => {
    const asking = MAX_RUNNING + MAX_WAITING + 8;
    expect(() => hasher.admit()).not.toThrow();
    const hashing = Promise.allSettled(Array.from({ length: asking }, () => hasher.hash('a password')));
    expect(() => hasher.admit()).toThrow('Too many people are signing in');
    const answers = await hashing;
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(8);
    expect(refused.every(({ reason }) => (reason as { code: string }).code === 'rate_limited')).toBe(true);
    await expect(hasher.hash('again')).resolves.toContain('$argon2id$');
  });
});
