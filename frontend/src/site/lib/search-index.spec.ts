import { describe, expect, it } from '@jest/globals';
import MiniSearch from 'minisearch';
import { readDocuments } from './documents.js';
import { partsOf, searchIndex } from './search-index.js';
import { SEARCH, type SearchPart } from './search-options.js';

const documents = readDocuments({
  'guides/embed.md':
    '# Embedding an agent\n\nOne tag.\n\n## Consent\n\nSay <what> & why.\n\n## Consent\n\nAgain.\n',
  'guides/webhooks.md':
    '# Webhooks\n\n## Events\n\n`call.ended` comes with `GEMINI_API_KEY`.\n\n```sh\ncurl x\n```\n',
  'adr/0001-nest.md': '# 1. Nest on Fastify\n\nStatus: accepted\n\n## Why\n\nModules.\n',
});
const index = MiniSearch.loadJSON<SearchPart>(searchIndex(documents), SEARCH);
const found = (words: string): string[] => index.search(words).map(({ id }) => String(id));

describe('parts of pages', () => {
  it('begin at headings, and their addresses are unique', () => {
    const ids = documents.flatMap(partsOf).map(({ id }) => id);
    expect(ids).toEqual([
      '/docs/embed',
      '/docs/embed#consent',
      '/docs/embed#consent-1',
      '/docs/webhooks#events',
      '/docs/adr/0001-nest',
      '/docs/adr/0001-nest#why',
    ]);
  });

  it('say what stands there, without markup', () => {
    expect(documents.flatMap(partsOf)[1]).toMatchObject({ title: 'Consent', text: 'Say & why.' });
  });
});

describe('the index', () => {
  it.each([
    ['consent', '/docs/embed#consent'],
    ['embedd', '/docs/embed'],
    ['ended', '/docs/webhooks#events'],
    ['GEMINI_API_KEY', '/docs/webhooks#events'],
    ['fastfy', '/docs/adr/0001-nest'],
  ])('finds %s', (words, id) => expect(found(words)).toContain(id));

  it('wants every word', () => expect(found('consent webhooks')).toEqual([]));
});

describe('pages', () => {
  it('come in the reading order, decisions without their number', () => {
    expect(documents.map(({ group, title }) => `${group}: ${title}`)).toEqual([
      'Start: Embedding an agent',
      'Guides: Webhooks',
      'Decisions: Nest on Fastify',
    ]);
  });

  it('describe themselves in 50 letters or more', () => {
    for (const { description } of documents) expect(description.length).toBeGreaterThanOrEqual(50);
  });
});
