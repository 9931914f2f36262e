import { describe, expect, it } from '@jest/globals';
import { passwordWeakness } from './password-policy.js';

describe('password policy', () => {
  it.each([
    'password123',
    'P@ssw0rd!!',
    'Password2026',
    'qwertyuiop',
    '1234567890',
    'iloveyou!!',
    'OrbisVoice1',
    'Letmein-123',
  ])('refuses %s, which guessers try first', (password) =>
    expect(passwordWeakness(password, [])).toBe('is one of the most often used passwords'),
  );

  it.each(['aaaaaaaaaa', 'xyxyxyxyxy', 'bcdefghijklm', '!!!!!!!!!!!!'])(
    'refuses the pattern %s',
    (password) => expect(passwordWeakness(password, [])).toBe('is a simple pattern'),
  );

  it('refuses the own name and address', () => {
    expect(passwordWeakness('Margarethe77', ['margarethe@example.com', 'margarethe'])).toBe(
      'is your own name or address',
    );
    expect(passwordWeakness('margarethe@example.com', ['margarethe@example.com'])).toBe(
      'is your own name or address',
    );
  });

  it.each([
    'violet-harbour-kettle',
    'Tr0ub4dour&3xyz',
    'ein ruhiger Morgen',
    'ключ-от-дома-17',
    'horse battery',
  ])('takes %s', (password) =>
    expect(passwordWeakness(password, ['anna@example.com', 'Anna'])).toBeUndefined(),
  );
});
