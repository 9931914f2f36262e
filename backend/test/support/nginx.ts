import { nginxProgram } from '../../bench/lib/nginx-door.mjs';

/** Only at a desk, and only where it is said: CI has nginx, or fails. */
export const withoutNginx = !process.env.CI && process.env.ORBIS_TEST_WITHOUT_NGINX === '1';

/** @throws where this machine has none. */
export function nginx(): string {
  const program = nginxProgram();
  if (!program) throw new Error('no nginx on this machine (or set ORBIS_TEST_WITHOUT_NGINX=1)');
  return program;
}
