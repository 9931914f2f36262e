import { z } from 'zod';
import { ERROR_CODES } from './error-catalogue.js';

/** One faulty place in a request: `path` in dotted form (`allowedOrigins.0`), `message` for a person. */
export const ErrorDetail = z.object({ path: z.string(), message: z.string() });
export type ErrorDetail = z.infer<typeof ErrorDetail>;

/** The one error shape of the HTTP API. */
export const ErrorBody = z
  .object({
    error: z.object({
      code: z.enum(ERROR_CODES),
      message: z.string(),
      requestId: z.string(),
      details: z.array(ErrorDetail).optional(),
    }),
  })
  .meta({ id: 'ErrorBody' });
export type ErrorBody = z.infer<typeof ErrorBody>;
