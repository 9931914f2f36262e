import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
/** `GET /agents/{id}` */
export type Operation = `${Uppercase<Method>} ${string}`;

interface Schema {
  $ref?: string;
  format?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}
interface Parameter {
  $ref?: string;
  name: string;
  in: 'path' | 'query' | 'header';
  schema?: Schema;
}
interface Described {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

const FILE = join(import.meta.dirname, '../../../../docs/api/openapi.json');
const DOCUMENT = JSON.parse(readFileSync(FILE, 'utf8')) as {
  paths: Record<string, Record<string, Described>>;
};

/** Every operation of the API document, which CI holds equal to the code. */
export function documentedOperations(): Operation[] {
  return Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}` as Operation),
  );
}

export function splitOperation(operation: Operation): { method: Method; path: string } {
  const [method = '', path = ''] = operation.split(' ');
  return { method: method.toLowerCase() as Method, path };
}

/** Where a request may name something by its id, other than in its path, in which every name is one. */
export interface IdPlace {
  in: 'query' | 'header' | 'body';
  name: string;
}

/** An id is known by its format, or by a name that ends like one. */
export function documentedIds(operation: Operation): IdPlace[] {
  const { method, path } = splitOperation(operation);
  const { parameters = [], requestBody } = DOCUMENT.paths[path]?.[method] ?? {};
  const named = parameters.map(resolved).flatMap(({ in: place, name, schema }) => {
    const isId = schema?.format === 'uuid' || /id$/i.test(name);
    return place !== 'path' && isId ? [{ in: place, name }] : [];
  });
  const body = requestBody?.content['application/json']?.schema;
  const inBody = body ? [...new Set(idsWithin(body))] : [];
  return [...named, ...inBody.map((name): IdPlace => ({ in: 'body', name }))];
}

function idsWithin(schema: Schema, name = '', above: readonly Schema[] = []): string[] {
  const { format, properties = {}, items, oneOf = [], anyOf = [], allOf = [] } = resolved(schema);
  if (above.includes(schema)) return [];
  const within = [...above, schema];
  return [
    ...(format === 'uuid' ? [name] : []),
    ...Object.entries(properties).flatMap(([field, one]) => idsWithin(one, field, within)),
    ...[...(items ? [items] : []), ...oneOf, ...anyOf, ...allOf].flatMap((one) =>
      idsWithin(one, name, within),
    ),
  ];
}

function resolved<T extends { $ref?: string }>(part: T): T {
  if (part.$ref === undefined) return part;
  const found = part.$ref
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], DOCUMENT);
  return resolved(found as T);
}
