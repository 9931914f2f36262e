import type { INestApplicationContext } from '@nestjs/common';
import { createApp } from '../../create-app.js';
import { configFromEnvironment } from '../../platform/config/environment.js';

/** Runs `work` in the application wired as an API only: it starts no worker and opens no voice socket. */
export async function withProgramme(
  work: (app: INestApplicationContext) => Promise<number>,
): Promise<number> {
  const app = await createApp({ ...configFromEnvironment(), role: 'api', logTo: 'stderr' });
  await app.init();
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}
