import { configFromEnvironment } from '../platform/config/environment.js';
import { migrate } from '../platform/database/migrate.js';

export async function runMigrate(): Promise<number> {
  const { applied } = await migrate(configFromEnvironment());
  process.stdout.write(
    applied.length > 0 ? `Applied: ${applied.join(', ')}\n` : 'The database is up to date; nothing to do.\n',
  );
  return 0;
}
