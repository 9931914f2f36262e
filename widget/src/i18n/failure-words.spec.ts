import { describe, expect, it } from '@jest/globals';
import { LOCAL_FAILURES } from '@orbisvoice/voice-client';
import { ERROR_CODES } from '@orbisvoice/contracts';
import { en } from './en.js';
import { failureOf } from './failure-words.js';

const codes = [...LOCAL_FAILURES, ...ERROR_CODES];
const where = (has: 'retry' | 'writing', is: boolean): string[] =>
  [
    ...new Set(
      codes
        .map((code) => failureOf(code))
        .filter((found) => found[has] === is)
        .map(({ word }) => word),
    ),
  ].sort();

describe('what a visitor is told of a failure', () => {
  it('has two parts for every code', () => {
    for (const code of codes) expect(en[failureOf(code).word].split('|')).toHaveLength(2);
  });

  it('is the same for codes between which only we see a difference', () => {
    const like = (word: string) =>
      codes.filter((code) => code !== word && failureOf(code).word === word).sort();
    expect(like('busy')).toEqual(['concurrency_limited', 'draining', 'rate_limited']);
    expect(like('unavailable')).toEqual([
      'agent_not_found',
      'agent_not_published',
      'agent_version_not_found',
      'provider_unavailable',
      'spend_limit_reached',
    ]);
  });

  it('is to try again, where that can help', () => {
    expect(where('retry', false)).toEqual([
      'insecure_page',
      'microphone_forbidden',
      'origin_not_allowed',
      'taken_over',
    ]);
  });

  it('is to write, where only the sound is in the way', () => {
    expect(where('writing', true)).toEqual([
      'audio_blocked',
      'client_too_slow',
      'insecure_page',
      'microphone_busy',
      'microphone_denied',
      'microphone_forbidden',
      'microphone_lost',
      'microphone_missing',
    ]);
  });

  it('is a fault of ours for a code that a site made up', () => {
    expect(failureOf('constructor' as never).word).toBe('internal');
  });
});
