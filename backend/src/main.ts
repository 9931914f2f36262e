import { configFromEnvironment } from './platform/config/environment.js';
import { createApp } from './create-app.js';
import { Logger } from './platform/logging/logger.js';

const config = configFromEnvironment();
const app = await createApp(config);
app.enableShutdownHooks();
await app.listen(config.port, config.host);
app.get(Logger).info('ready', { port: config.port });
