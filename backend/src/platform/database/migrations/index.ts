import type { MigrationClass } from '../data-source.js';
import { Platform1795000000000 } from './1795000000000-platform.js';
import { Identity1795100000000 } from './1795100000000-identity.js';
import { Agents1795200000000 } from './1795200000000-agents.js';
import { Calls1795200001000 } from './1795200001000-calls.js';
import { SearchTranscripts1795200002000 } from './1795200002000-search-transcripts.js';
import { Tools1795400000000 } from './1795400000000-tools.js';
import { CallHealth1795500000000 } from './1795500000000-call-health.js';

/** In the order of their timestamps; a migration is never changed once it is merged. */
export const MIGRATIONS: readonly MigrationClass[] = [
  Platform1795000000000,
  Identity1795100000000,
  Agents1795200000000,
  Calls1795200001000,
  SearchTranscripts1795200002000,
  Tools1795400000000,
  CallHealth1795500000000,
];
