import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '@orbisvoice/config';
import { freePort } from '../../bin/launcher/ports.mjs';
import { createApp } from '../../src/create-app.js';
import { createTestDatabase, testConfig, type TestDatabase, type TestEnvironment } from './test-database.js';

export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly config: AppConfig;
  readonly database: TestDatabase;
  /** Origin of the API, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** Instead of all modules of the product. */
  modules?: readonly Type[];
  /** Variables, as the environment would give them. */
  config?: TestEnvironment;
  /** One database for several applications; whoever made it drops it. */
  database?: TestDatabase;
}

/** The application on free ports and, unless one is given, on a database of its own. Always `close()` it. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await createTestDatabase());
  // Ports are chosen beforehand because addresses derived from them stand in tickets and mails.
  const [port, gatewayPort] = await freePorts(2);
  const config = testConfig(database, {
    PORT: String(port),
    GATEWAY_PORT: String(gatewayPort),
    ...options.config,
  });
  const app = await createApp(config, options.modules);
  await app.listen(config.port, config.host);
  return {
    app,
    config,
    database,
    url: `http://${config.host}:${config.port}`,
    close: async () => {
      await app.close();
      if (!options.database) await database.drop();
    },
  };
}

/** Ports nobody uses at this moment, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
