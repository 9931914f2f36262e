import { describe, expect, it } from '@jest/globals';
import { ToolHttp } from '@orbisvoice/contracts';
import { fillRequest, placeFaults } from './request-template.js';

const http = (fields: object) =>
  ToolHttp.parse({ method: 'POST', url: 'https://api.example.com/a/{id}', ...fields });
const noSecret = () => '';

const HOSTILE = [
  '..',
  '.',
  '....',
  '../admin',
  '..\\admin',
  '%2e%2e',
  '%2e%2e/admin',
  'a/../../admin',
  '?admin=1',
  '#x',
  '@evil.example',
  '//evil.example',
  ':443',
  'a b',
  'é😀',
  '\r\nHost: evil',
  '\u0000',
  '\ud800',
  '',
];

describe('a place in a path', () => {
  it.each(HOSTILE)('stays one segment of the same host for %j, or is refused', (id) => {
    const template = http({});
    if (placeFaults(template, { id }).length > 0)
      return expect(['..', '.', '....', '\ud800', '']).toContain(id);
    const url = new URL(fillRequest(template, { id }, noSecret).url);
    expect(url.origin).toBe('https://api.example.com');
    const [empty, first, segment = '', ...more] = url.pathname.split('/');
    expect([empty, first, decodeURIComponent(segment), more]).toEqual(['', 'a', id, []]);
    expect(url.search + url.hash).toBe('');
  });

  it('may be a number or a boolean', () => {
    expect(fillRequest(http({}), { id: 7 }, noSecret).url).toBe('https://api.example.com/a/7');
    expect(fillRequest(http({}), { id: false }, noSecret).url).toBe('https://api.example.com/a/false');
  });
});

it('puts what has no place into a JSON body, or into the query', () => {
  const args = { id: 'x', list: ['a', 'b'], deep: { q: 1 }, text: 'a&b=c' };
  const post = fillRequest(http({}), args, noSecret);
  expect(post.body).toBe('{"list":["a","b"],"deep":{"q":1},"text":"a&b=c"}');
  const get = fillRequest(http({ method: 'GET', url: 'https://api.example.com/{id}?k=1' }), args, noSecret);
  expect(get.url).toBe('https://api.example.com/x?k=1&list=a&list=b&deep=%7B%22q%22%3A1%7D&text=a%26b%3Dc');
  expect(get.body).toBeUndefined();
});

it('fills secrets into headers and nowhere else', () => {
  const template = http({
    headers: { Authorization: 'Bearer {{KEY}}', 'X-Two': '{{KEY}}{{KEY}}' },
    secretNames: ['KEY'],
  });
  const { headers, body, url } = fillRequest(template, { id: '{{KEY}}', other: '{{KEY}}' }, () => '$&secret');
  expect(headers).toMatchObject({ authorization: 'Bearer $&secret', 'x-two': '$&secret$&secret' });
  expect(`${body}${url}`).not.toContain('secret');
});
