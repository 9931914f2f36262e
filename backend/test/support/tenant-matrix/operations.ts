import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
/** `GET /agents/{id}` */
export type Operation = `${Uppercase<Method>} ${string}`;

interface OpenApi {
  paths: Record<string, Record<string, unknown>>;
}

const DOCUMENT = join(import.meta.dirname, '../../../../docs/api/openapi.json');

/** Every operation of the API document, which CI holds equal to the code. */
export function documentedOperations(): Operation[] {
  const { paths } = JSON.parse(readFileSync(DOCUMENT, 'utf8')) as OpenApi;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}` as Operation),
  );
}

export function splitOperation(operation: Operation): { method: Method; path: string } {
  const [method = '', path = ''] = operation.split(' ');
  return { method: method.toLowerCase() as Method, path };
}
