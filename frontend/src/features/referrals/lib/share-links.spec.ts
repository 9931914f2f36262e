import { expect, it } from '@jest/globals';
import { shareLinksOf, shareTextFor } from './share-links.js';

const [OWN, OTHER] = ['https://orbis.test/r/abc', 'https://orbis.test/r/ana-recommends'];
const texts = [
  { channel: 'short' as const, text: `Try it: ${OWN} (referral link)` },
  { channel: 'mail' as const, text: `Hello,\n\n${OWN} & more` },
];

it('puts another link of the partner into the words of the API', () => {
  expect(shareTextFor(texts, 'short', { from: OWN, to: OTHER })).toBe(`Try it: ${OTHER} (referral link)`);
});

it('shares the bare link where the API has no words for a channel', () => {
  expect(shareTextFor(texts, 'social', { from: OWN, to: OTHER })).toBe(OTHER);
});

it('keeps every character of the words, blanks and lines too', () => {
  const words = { short: 'a & b + c', mail: texts[1]?.text ?? '', social: '#ad 100 %' };
  for (const { name, href } of shareLinksOf(words)) {
    const query = new URLSearchParams(href.slice(href.indexOf('?') + 1));
    const word = { Mail: words.mail, WhatsApp: words.short, LinkedIn: words.social, X: words.social }[name];
    expect(query.get('text') ?? query.get('body')).toBe(word);
    expect(href).not.toContain('+');
  }
});
