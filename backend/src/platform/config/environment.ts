import { loadConfig, type AppConfig } from '@orbisvoice/config';

/** The configuration of this process. Nothing outside this file reads the environment. */
export const configFromEnvironment = (): AppConfig => loadConfig(process.env);

/** What a command that only talks to a running server needs; it has no database and so no whole configuration. */
export const callerFromEnvironment = (): { apiKey: string | undefined; dataDir: string } => ({
  apiKey: process.env.ORBIS_API_KEY?.trim() || undefined,
  dataDir: process.env.DATA_DIR?.trim() || '.data',
});

/** All variables as they are, for the command that says what is wrong with them. */
export const wholeEnvironment = (): Record<string, string | undefined> => ({ ...process.env });
