// @ts-check
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { fromRoot } from '../../bin/lib/paths.mjs';
import { BAD_BODIES, BAD_VALUES } from './bad-values.mjs';

/**
 * @typedef {object} HostileRequest
 * @property {string} method
 * @property {string} path  with its query
 * @property {string} credential  name of one of the credentials that the attack has
 * @property {string | undefined} body
 * @property {string} contentType
 */

/**
 * @typedef {{ name: string, in: string, schema?: Schema }} Parameter
 * @typedef {{ parameters?: Parameter[], requestBody?: { content: Record<string, { schema: Schema }> } }} Operation
 * @typedef {{ $ref?: string, type?: string, enum?: unknown[], properties?: Record<string, Schema>, required?: string[],
 *   items?: Schema, oneOf?: Schema[], anyOf?: Schema[], allOf?: Schema[], minimum?: number, maximum?: number,
 *   minLength?: number, maxLength?: number, format?: string, additionalProperties?: unknown }} Schema
 */

const MAX_DEPTH = 6;
const bad = fc.constantFrom(...BAD_VALUES);

/**
 * Requests that follow the API document nearly: most parts as it says, and something wrong in most requests.
 * @param {readonly string[]} credentials
 * @param {readonly string[]} knownIds  of things that exist, so that requests come further than their address
 * @returns {import('fast-check').Arbitrary<HostileRequest>}
 */
export function hostileRequests(credentials, knownIds) {
  /** @type {{ paths: Record<string, Record<string, Operation>>, components: { schemas: Record<string, Schema> } }} */
  const document = JSON.parse(readFileSync(fromRoot('docs/api/openapi.json'), 'utf8'));
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const values = schemaValues(document.components.schemas, knownIds);
  return fc.constantFrom(...operations).chain(({ path, method, operation }) => {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
    const schema = operation.requestBody?.content['application/json']?.schema;
    return fc.record({
      method: mostly(
        fc.constant(method),
        fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
      ),
      path: fc
        .tuple(
          fc.tuple(...names.map(() => mostly(fc.constantFrom(...knownIds), bad.map(inPath)))),
          fc.tuple(
            ...query.map(({ schema }) => fc.option(mostly(values(schema ?? {}), bad), { nil: undefined })),
          ),
        )
        .map(([params, asked]) => {
          let next = 0;
          const filled = path.replace(/\{\w+\}/g, () => String(params[next++]));
          const search = query.flatMap(({ name }, at) =>
            asked[at] === undefined ? [] : [`${name}=${inPath(asked[at])}`],
          );
          return search.length > 0 ? `${filled}?${search.join('&')}` : filled;
        }),
      credential: fc.constantFrom(...credentials),
      body:
        method === 'GET' || method === 'DELETE'
          ? rarely(fc.constant(undefined), fc.constantFrom(...BAD_BODIES))
          : rarely(values(schema ?? {}).map(asJson), fc.constantFrom(...BAD_BODIES)),
      contentType: rarely(
        fc.constant('application/json'),
        fc.constantFrom('text/plain', 'application/xml', 'application/json; charset=utf-16', 'x'),
      ),
    });
  });
}

/**
 * Values of a schema in which each part may be replaced by a bad one, left out or doubled.
 * @param {Record<string, Schema>} components
 * @param {readonly string[]} knownIds
 */
export function schemaValues(components, knownIds) {
  /** @type {(schema: Schema, depth?: number) => import('fast-check').Arbitrary<unknown>} */
  const values = (schema, depth = 0) => {
    if (depth > MAX_DEPTH) return bad;
    if (schema.$ref) return values(components[schema.$ref.split('/').at(-1) ?? ''] ?? {}, depth + 1);
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices) return fc.oneof(...choices.map((choice) => values(choice, depth + 1)));
    if (schema.allOf?.[0]) return values(schema.allOf[0], depth + 1);
    return rarely(plain(schema, depth), bad);
  };
  /** @type {(schema: Schema, depth: number) => import('fast-check').Arbitrary<unknown>} */
  const plain = (schema, depth) => {
    if (schema.enum) return fc.constantFrom(...schema.enum);
    switch (schema.type) {
      case 'object': {
        const fields = Object.entries(schema.properties ?? {});
        const known = fc.record(
          Object.fromEntries(fields.map(([name, field]) => [name, values(field, depth + 1)])),
          { requiredKeys: schema.required ?? [] },
        );
        return rarely(known, fc.dictionary(fc.string(), bad, { maxKeys: 5 }));
      }
      case 'array':
        return fc.array(values(schema.items ?? {}, depth + 1), { maxLength: 4 });
      case 'integer':
      case 'number':
        return fc.integer({ min: schema.minimum ?? -10, max: Math.min(schema.maximum ?? 1_000, 2 ** 31) });
      case 'boolean':
        return fc.boolean();
      case 'string':
        if (schema.format === 'uuid') return fc.oneof(fc.constantFrom(...knownIds), fc.uuid());
        if (schema.format === 'date-time')
          return fc.date({ noInvalidDate: true }).map((date) => date.toJSON());
        return fc.string({
          minLength: schema.minLength ?? 0,
          maxLength: Math.min(schema.maxLength ?? 40, 200),
          unit: 'binary',
        });
      default:
        return bad;
    }
  };
  return values;
}

/** @template T, U @param {import('fast-check').Arbitrary<T>} usual @param {import('fast-check').Arbitrary<U>} odd */
const mostly = (usual, odd) => fc.oneof({ arbitrary: usual, weight: 3 }, { arbitrary: odd, weight: 1 });

/** @template T, U @param {import('fast-check').Arbitrary<T>} usual @param {import('fast-check').Arbitrary<U>} odd */
const rarely = (usual, odd) => fc.oneof({ arbitrary: usual, weight: 12 }, { arbitrary: odd, weight: 1 });

/** @param {unknown} value */
function inPath(value) {
  const text = typeof value === 'string' ? value : asJson(value);
  return encodeURIComponent(
    (text ?? '').toWellFormed?.() ?? (text ?? '').replace(/[\ud800-\udfff]/g, ''),
  ).slice(0, 4_000);
}

/** @param {unknown} value @returns {string | undefined} */
const asJson = (value) => JSON.stringify(value);
