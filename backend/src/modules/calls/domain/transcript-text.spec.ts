import { describe, expect, it } from '@jest/globals';
import { searchableText, transcriptText } from './transcript-text.js';

const turns = [
  { role: 'agent', text: 'Hello!' },
  { role: 'user', text: 'When do you open?' },
] as const;

describe('transcriptText', () => {
  it('says who spoke, one line a turn', () => {
    expect(transcriptText(turns)).toBe('Agent: Hello!\nVisitor: When do you open?');
  });

  it('is empty for a call without words', () => {
    expect(transcriptText([])).toBe('');
  });
});

describe('searchableText', () => {
  it('holds the words and not the speakers', () => {
    expect(searchableText(turns)).toBe('Hello!\nWhen do you open?');
  });

  it('is bounded, and never ends in half a character', () => {
    const long = searchableText([{ role: 'user', text: `a${'😀'.repeat(150_000)}` }]);
    expect(long.length).toBe(200_000);
    expect(long.isWellFormed()).toBe(true);
  });
});
