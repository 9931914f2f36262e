import { z } from 'zod';
import { Email, plainText, Timestamp, Uuid } from './common.js';

const MIN_DIGITS = 7;
const MAX_DIGITS = 15;

const digitsIn = (text: string): number => text.replace(/\D/g, '').length;

/** A telephone number as people write it. */
export const PhoneNumber = z
  .string()
  .trim()
  .max(40)
  .regex(/^\+?[\d ()./-]*$/, 'may hold digits, spaces and + ( ) . / -')
  .refine(
    (text) => digitsIn(text) >= MIN_DIGITS && digitsIn(text) <= MAX_DIGITS,
    `must have ${MIN_DIGITS} to ${MAX_DIGITS} digits`,
  );

/** By what a caller is known; at least one of them. Several mean one person: whatever has any of them is theirs. */
export const CallerQuestion = z
  .object({
    /** The site's own id for its visitor, as the call was given it. */
    userId: plainText(200).optional(),
    email: Email.optional(),
    phone: PhoneNumber.optional(),
  })
  .strict()
  .refine(({ userId, email, phone }) => (userId ?? email ?? phone) !== undefined, {
    message: 'userId, email or phone is required',
    path: ['email'],
  })
  .meta({ id: 'CallerQuestion' });
export type CallerQuestion = z.infer<typeof CallerQuestion>;

/** How much is kept of a caller. */
export const CallerFound = z
  .object({
    calls: z.int(),
    /** Bookings and the like that belong to no call. */
    records: z.int(),
  })
  .meta({ id: 'CallerFound' });
export type CallerFound = z.infer<typeof CallerFound>;

export const CallerErasureState = z.enum(['running', 'done']);
export type CallerErasureState = z.infer<typeof CallerErasureState>;

/** `call`: one call was erased by hand, whoever's it was. */
export const CallerKnownBy = z.enum(['userId', 'email', 'phone', 'call']);
export type CallerKnownBy = z.infer<typeof CallerKnownBy>;

/** An erasure, without a word of whom it concerned. */
export const CallerErasure = z
  .object({
    id: Uuid,
    knownBy: z.array(CallerKnownBy),
    state: CallerErasureState,
    /** Calls that began later are not touched. */
    askedAt: Timestamp,
    finishedAt: Timestamp.nullable(),
    /** How many calls and how many other records are erased so far. */
    calls: z.int(),
    records: z.int(),
  })
  .meta({ id: 'CallerErasure' });
export type CallerErasure = z.infer<typeof CallerErasure>;

/** What is kept of a caller. Of a call stands there what `GET /calls/:id` knows, its turns and events, and what tools and other parts kept of it. */
export const CallerExport = z
  .object({
    madeAt: Timestamp,
    knownBy: z.array(CallerKnownBy),
    calls: z.array(z.looseObject({ id: Uuid })),
    /** What belongs to no call, by the part of the product that keeps it. */
    records: z.array(z.object({ part: z.string(), record: z.looseObject({}) })),
  })
  .meta({ id: 'CallerExport' });
export type CallerExport = z.infer<typeof CallerExport>;
