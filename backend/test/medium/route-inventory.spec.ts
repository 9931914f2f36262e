import { RequestMethod } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, MetadataScanner } from '@nestjs/core';
import { expect, it } from '@jest/globals';
import { documentedOperations } from '../support/tenant-matrix/operations.js';
import { createTestApp } from '../support/test-app.js';

/** Not part of the API: for machines that watch the process, for people who read, and for the page of kept mails. */
const UNDOCUMENTED = [
  ...[
    'GET /health',
    'GET /ready',
    'GET /metrics',
    'GET /openapi.json',
    'GET /reference',
    'GET /reference/swagger-ui.css',
    'GET /reference/{script}',
  ],
  ...['GET /dev/mail', 'GET /dev/mail/{id}'],
];

const listed = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : [String(value ?? '')];

it('answers on exactly the routes that the API document has, and on the few that are not part of the API', async () => {
  const test = await createTestApp({ config: { ROLE: 'api' } });
  try {
    const discovery = test.app.select(DiscoveryModule).get(DiscoveryService, { strict: false });
    const scanner = new MetadataScanner();
    const live = discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (!instance || typeof metatype !== 'function') return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        if (!handler || !Reflect.hasMetadata('path', handler)) return [];
        const method = RequestMethod[Reflect.getMetadata('method', handler) as RequestMethod];
        return listed(Reflect.getMetadata('path', metatype)).flatMap((base) =>
          listed(Reflect.getMetadata('path', handler)).map((path) => `${method} ${joined(base, path)}`),
        );
      });
    });
    expect(live.filter((route) => !UNDOCUMENTED.includes(route)).sort()).toEqual(
      documentedOperations().sort(),
    );
  } finally {
    await test.close();
  }
});

function joined(base: string, path: string): string {
  const parts = `${base}/${path}`.split('/').filter(Boolean).join('/');
  return `/${parts}`.replace(/:(\w+)/g, '{$1}');
}
