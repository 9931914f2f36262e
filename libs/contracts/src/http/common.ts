import { z } from 'zod';

/** ISO 8601 in UTC, as every time in the API. */
export const Timestamp = z.iso.datetime();
export const Uuid = z.uuid();
export const Email = z.string().trim().toLowerCase().pipe(z.email().max(254));

/** Text a person typed: trimmed, no control characters (Postgres refuses NUL), lone surrogates refused. */
export const plainText = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((text) => text.isWellFormed(), 'contains a broken character')
    .refine((text) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text), 'contains a control character');

/** An origin as a browser sends it: scheme, host and port, nothing else. `*` is not accepted. */
export const Origin = z
  .string()
  .trim()
  .max(255)
  .refine((value) => {
    try {
      const url = new URL(value);
      return (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === value.toLowerCase();
    } catch {
      return false;
    }
  }, 'must be an origin such as https://www.example.com, without a path')
  .transform((value) => value.toLowerCase());

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(500).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** `{ items, nextCursor }`; a null cursor means that this is the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Integer minor units with their currency, as everywhere where money is meant. */
export const Money = z.object({ amountMinor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) });
export type Money = z.infer<typeof Money>;
