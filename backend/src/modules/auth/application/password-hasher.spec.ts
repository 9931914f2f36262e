import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { AppConfig } from '@orbisvoice/config';
import { MAX_RUNNING, MAX_WAITING, PasswordHasher } from './password-hasher.js';

const inRole = (role: AppConfig['role']) => new PasswordHasher({ role } as AppConfig);

let hasher = inRole('api');
afterEach(async () => {
  await hasher.onApplicationShutdown();
  hasher = inRole('api');
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

  it.each(['all', 'api'] as const)(
    'has its decoy before anybody signs in where people do: %s',
    async (role) => {
      hasher = inRole(role);
      const hashing = jest.spyOn(hasher, 'hash');
      await hasher.onModuleInit();
      expect(hashing).toHaveBeenCalledTimes(1);
      for (const _ of [1, 2]) expect(await hasher.verify(undefined, 'a password')).toBe(false);
      expect(hashing).toHaveBeenCalledTimes(1);
    },
  );

  it.each(['gateway', 'worker'] as const)(
    'makes none at the start of a %s, and one where asked',
    async (role) => {
      hasher = inRole(role);
      const hashing = jest.spyOn(hasher, 'hash');
      await hasher.onModuleInit();
      expect(hashing).not.toHaveBeenCalled();
      const asked = [1, 2].map(() => hasher.verify(undefined, 'a password'));
      expect(await Promise.all(asked)).toEqual([false, false]);
      expect(hashing).toHaveBeenCalledTimes(1);
    },
  );

  it('makes its decoy another time where the first could not be made', async () => {
    jest.spyOn(hasher, 'hash').mockRejectedValueOnce(new Error('every place is taken'));
    await expect(hasher.verify(undefined, 'a password')).rejects.toThrow('every place');
    expect(await hasher.verify(undefined, 'a password')).toBe(false);
  });
});
