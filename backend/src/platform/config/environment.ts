import { loadConfig, type AppConfig } from '@orbisvoice/config';

/** The one place that reads the process environment. */
export const configFromEnvironment = (): AppConfig => loadConfig(process.env);
