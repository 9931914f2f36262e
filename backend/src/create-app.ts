import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '@orbisvoice/config';
import { AppModule } from './app.module.js';
import { VoiceSocketAdapter } from './modules/voice-gateway/index.js';
import { configureServer } from './platform/http/configure-server.js';
import { createFastifyAdapter } from './platform/http/fastify-adapter.js';
import { Logger } from './platform/logging/logger.js';
import { NestLogger } from './platform/logging/nest-logger.js';
import { ApiDescription } from './platform/openapi/api-description.js';

/** The whole application, wired but not listening; the entry file, the command line and the tests all start here. */
export async function createApp(
  config: AppConfig,
  modules?: readonly Type[],
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config, modules),
    createFastifyAdapter(config),
    { logger: new NestLogger(new Logger(config)), abortOnError: false, rawBody: true },
  );
  await configureServer(app);
  app.get(ApiDescription).attach(app);
  app.useWebSocketAdapter(new VoiceSocketAdapter(app));
  return app;
}
