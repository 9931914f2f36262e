import { z } from 'zod';

/** How many calls and sockets there may be. */
export const CALL_LIMIT_VARIABLES = {
  CALLS_PER_PROCESS: {
    schema: z.coerce.number('must be a number').int().min(0).max(100_000).default(500),
    group: 'voice',
    about: 'Calls that one gateway process carries at once.',
    absent: '500',
  },
  CALLS_PER_TENANT: {
    schema: z.coerce.number('must be a number').int().min(0).max(100_000).default(100),
    group: 'voice',
    about:
      'Calls at once of a team for which the operator has set no number of its own, in all processes together.',
    absent: '100',
  },
  CALLS_PER_KEY: {
    schema: z.coerce.number('must be a number').int().min(0).max(100_000).default(100),
    group: 'voice',
    about: 'Calls at once of an API key that has no number of its own.',
    absent: '100',
  },
  SILENT_SOCKETS: {
    schema: z.coerce.number('must be a number').int().min(1).max(100_000).default(1_000),
    group: 'voice',
    about: 'Voice sockets of one gateway process that have been opened and have not said hello yet.',
    absent: '1000',
  },
  SILENT_SOCKETS_PER_ADDRESS: {
    schema: z.coerce.number('must be a number').int().min(1).max(100_000).default(200),
    group: 'voice',
    about: 'The same from one address (IPv6 by its /64). Behind a proxy it needs TRUST_PROXY.',
    absent: '200',
  },
} as const;
