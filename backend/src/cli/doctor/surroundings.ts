import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, loadConfig, type AppConfig, type ConfigProblem } from '@orbisvoice/config';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the checks are made on. */
export interface Surroundings {
  readonly config: AppConfig;
  readonly problems: readonly ConfigProblem[];
  /** False where there is no database to look at: no address, or a wrong one. */
  readonly hasDatabase: boolean;
}

/** Lets the rest of the configuration be read where there is no database. */
const NO_DATABASE = 'postgres://nobody@127.0.0.1:1/none';

/**
 * Reads the configuration like a server would, and goes on where a server would stop: faulty variables are reported, and
 * everything else is still checked. Where `npm start` runs an embedded Postgres, its address is found as well.
 */
export async function readSurroundings(source: Environment): Promise<Surroundings> {
  const env = { ...source, ...(await embedded(source)) };
  const problems = problemsOf(env).filter(
    ({ variable }) => variable !== 'DATABASE_URL' || env.DATABASE_URL || env.NODE_ENV === 'production',
  );
  const faulty = new Set(problemsOf({ ...env, NODE_ENV: 'development' }).map(({ variable }) => variable));
  const usable = Object.fromEntries(Object.entries(env).filter(([name]) => !faulty.has(name as never)));
  const hasDatabase = Boolean(usable.DATABASE_URL);
  const strict = problems.length === 0 && hasDatabase;
  const config = loadConfig({
    DATABASE_URL: NO_DATABASE,
    ...usable,
    // The strict rules of production have been reported; they may not keep the other checks from running.
    ...(!strict && { NODE_ENV: 'development' }),
  });
  return { config, problems, hasDatabase };
}

function problemsOf(env: Environment): readonly ConfigProblem[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

async function embedded(source: Environment): Promise<Record<string, string>> {
  if (source.DATABASE_URL?.trim()) return {};
  const folder = source.DATA_DIR?.trim() || '.data';
  const read = (name: string) => readFile(join(folder, name), 'utf8').catch(() => undefined);
  const [postgres, secret] = await Promise.all([read('postgres.json'), read('secret')]);
  if (postgres === undefined) return {};
  const { url } = JSON.parse(postgres) as { url: string };
  return {
    DATABASE_URL: url,
    EMBEDDED_POSTGRES: 'true',
    ...(secret && !source.APP_SECRET?.trim() && { APP_SECRET: secret.trim() }),
  };
}
