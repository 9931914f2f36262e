import { z } from 'zod';
import type { Credential } from '../../auth/index.js';

/** What a call was opened with, as tickets carry it and as a gateway leaves it to the next. */
export const CallCredential: z.ZodType<Credential> = z.union([
  z.object({ keyId: z.uuid() }),
  z.object({ sessionId: z.uuid(), userId: z.uuid() }),
]);
