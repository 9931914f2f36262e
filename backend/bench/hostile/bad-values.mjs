// @ts-check

/** Deeper than any parser should follow. */
const deep = (/** @type {number} */ levels) => '['.repeat(levels) + ']'.repeat(levels);

/**
 * Values that make Postgres, JSON or JavaScript stumble where nobody looked at them first. The comments name the error
 * that Postgres would raise.
 * @type {readonly unknown[]}
 */
export const BAD_VALUES = [
  'a\u0000b', // 22021, in jsonb 22P05
  '\ud800', // a lone surrogate: 22P02 in jsonb
  'not-a-uuid', // 22P02
  '00000000-0000-0000-0000-00000000000g',
  2 ** 31, // 22003
  2 ** 63,
  -1, // 2201W as a limit
  1.5, // 22P02 for an integer
  Number.MAX_VALUE,
  '+275760-09-13T00:00:00.001Z', // 22009
  '0000-00-00T00:00:00Z',
  'Mars/Olympus_Mons', // 22023 as a time zone
  'x'.repeat(9_000), // 22001, 54000 in a unique index
  'x'.repeat(300_000),
  '',
  ' ',
  '%00',
  '../../../etc/passwd',
  `'; drop table agents; --`,
  '<script>alert(1)</script>',
  '{{constructor.constructor("return 1")()}}',
  '${7*7}',
  '\u202e\u200b\ufeff',
  '🫥'.repeat(500),
  null,
  true,
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
  { __proto__: { admin: true } },
  { constructor: { prototype: { admin: true } } },
  { length: -1 },
  'true',
  'NaN',
  'undefined',
];

/** Bodies that are no JSON, or more of it than anybody needs. @type {readonly string[]} */
export const BAD_BODIES = [
  '',
  '{',
  '[]',
  'null',
  '"text"',
  '1e400000',
  '{"a":1e400000}',
  '{"a":"\\ud800"}',
  '{"a":"\\u0000"}',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  deep(20_000),
  `{"a":${deep(5_000)}}`,
  '\ufeff{}',
  '{"a":1,"a":2}',
  `{"a":"${'x'.repeat(2_000_000)}"}`,
];
