import { describe, expect, it } from '@jest/globals';
import { argumentFaults } from './argument-check.js';

const schema = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 5 },
    size: { type: 'string', enum: ['S', 'M'] },
    count: { type: 'integer', minimum: 1, maximum: 3 },
    level: { type: 'integer', enum: [1, 2] },
    ok: { type: 'boolean' },
    at: { type: 'string', format: 'date-time' },
    mail: { type: 'string', format: 'email' },
    lines: {
      type: 'array',
      minItems: 1,
      maxItems: 2,
      items: { type: 'object', properties: { sku: { type: 'string' } }, required: ['sku'] },
    },
    open: { type: 'object', properties: {}, additionalProperties: true },
  },
  required: ['name'],
};
const pathsOf = (args: unknown) => argumentFaults(schema, args).map(({ path }) => path);

it('takes what fits', () => {
  const args = {
    name: 'Ada',
    size: 'M',
    count: 3,
    level: 2,
    ok: false,
    at: '2030-01-01T00:00:00+02:00',
    mail: 'ada@example.com',
    lines: [{ sku: 'x' }],
    open: { anything: [1] },
  };
  expect(argumentFaults(schema, args)).toEqual([]);
});

describe('refuses and names', () => {
  it.each([
    ['args', []],
    ['args', null],
    ['args.name', {}],
    ['args.name', { name: '' }],
    ['args.name', { name: 'longer' }],
    ['args.name', { name: 7 }],
    ['args.size', { name: 'a', size: 'L' }],
    ['args.count', { name: 'a', count: '2' }],
    ['args.count', { name: 'a', count: 2.5 }],
    ['args.count', { name: 'a', count: 4 }],
    ['args.level', { name: 'a', level: 3 }],
    ['args.ok', { name: 'a', ok: 'true' }],
    ['args.at', { name: 'a', at: 'tomorrow' }],
    ['args.mail', { name: 'a', mail: 'ada' }],
    ['args.lines', { name: 'a', lines: [] }],
    ['args.lines.1.sku', { name: 'a', lines: [{ sku: 'x' }, {}] }],
    ['args.lines.0.extra', { name: 'a', lines: [{ sku: 'x', extra: 1 }] }],
    ['args.extra', { name: 'a', extra: 1 }],
    ['args.__proto__', JSON.parse('{"name":"a","__proto__":{"admin":true}}')],
    ['args', { name: 'a'.repeat(20_000) }],
  ])('%s', (path, args) => {
    expect(pathsOf(args)).toEqual([path]);
  });
});

it('says of a missing argument that it is missing', () => {
  expect(argumentFaults(schema, {})).toEqual([{ path: 'args.name', message: 'is missing' }]);
});
