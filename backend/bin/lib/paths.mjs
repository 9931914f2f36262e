// @ts-check
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. Every other path is made from it, so the commands work from any current folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** @param {...string} parts */
export const fromRoot = (...parts) => join(ROOT, ...parts);

/** Stamps and caches of the tools: safe to delete, never committed. */
export const CACHE = fromRoot('node_modules', '.cache', 'orbisvoice');

/** Workspaces that tsc checks, the cheap ones first so that a fault in a shared type shows early. */
export const WORKSPACES = /** @type {const} */ ([
  'libs/contracts',
  'libs/config',
  'libs/voice-client',
  'libs/live-engine',
  'backend/bin',
  'backend/bench',
  'backend',
  'frontend',
  'frontend/bin',
  'widget',
]);
