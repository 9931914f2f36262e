import type { EntityClass } from './platform/database/index.js';

/** Every entity of every module, in the order of the modules; tables and columns are made by migrations alone. */
export const ENTITIES: readonly EntityClass[] = [
  // tenants
  // auth
  // agents
  // tools
  // calls
  // voice-gateway
];
