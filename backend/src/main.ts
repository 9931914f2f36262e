import { ConfigError } from '@orbisvoice/config';
import { createApp } from './create-app.js';
import { configFromEnvironment } from './platform/config/environment.js';
import { Logger } from './platform/logging/logger.js';
import { stopOnSignals } from './stop-on-signals.js';

try {
  const config = configFromEnvironment();
  const app = await createApp(config);
  stopOnSignals(app);
  await app.listen(config.port, config.host);
  // Launchers wait for this line; its message and fields are a contract.
  app.get(Logger).info('ready', { role: config.role, port: config.port, gatewayPort: config.gatewayPort });
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
