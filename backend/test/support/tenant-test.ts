import type { Type } from '@nestjs/common';
import pg from 'pg';
import type { TenantId } from '../../src/platform/database/index.js';
import { asOwnerOf, IdentityDouble, makeTenant } from './identity-double.js';
import { createTestApp, type TestApp, type TestAppOptions } from './test-app.js';

/** Two tenants of one application, and a connection that sees and may do everything. */
export interface TenantTest extends TestApp {
  readonly owner: pg.Client;
  readonly tenant: TenantId;
  readonly neighbour: TenantId;
  /** Sends a request as the tenant's owner; `body` goes as JSON. */
  send(method: string, path: string, body?: unknown, as?: TenantId): Promise<TestAnswer>;
  /** What is not JSON, read as the tenant's owner. */
  text(path: string, headers?: Record<string, string>): Promise<TextAnswer>;
}

export interface TestAnswer {
  status: number;
  // Tests look into answers of every shape; each expectation says what it expects.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

export interface TextAnswer {
  status: number;
  type: string | null;
  disposition: string | null;
  text: string;
}

export async function createTenantTest(
  modules: readonly Type[],
  options: TestAppOptions = {},
): Promise<TenantTest> {
  const test = await createTestApp({ ...options, modules: [IdentityDouble, ...modules] });
  const owner = new pg.Client({ connectionString: test.database.url });
  // A failed run ends the servers under this connection; the failure itself is what should be read then.
  owner.on('error', () => undefined);
  await owner.connect();
  const [tenant, neighbour] = [await makeTenant(owner), await makeTenant(owner)];
  return {
    ...test,
    owner,
    tenant,
    neighbour,
    send: async (method, path, body, as = tenant) => {
      const answer = await fetch(`${test.url}${path}`, {
        method,
        headers: { ...asOwnerOf(as), ...(body !== undefined && { 'content-type': 'application/json' }) },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await answer.text();
      return { status: answer.status, body: text ? JSON.parse(text) : undefined };
    },
    text: async (path, headers = {}) => {
      const answer = await fetch(`${test.url}${path}`, { headers: { ...asOwnerOf(tenant), ...headers } });
      return {
        status: answer.status,
        type: answer.headers.get('content-type'),
        disposition: answer.headers.get('content-disposition'),
        text: await answer.text(),
      };
    },
    close: async () => {
      await owner.end();
      await test.close();
    },
  };
}
