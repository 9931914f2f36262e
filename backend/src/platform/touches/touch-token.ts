import { z } from 'zod';

/** A visit by a referral link. */
export const Touch = z.object({ linkId: z.uuid(), clickId: z.uuid().nullable(), at: z.int().min(0) });
export type Touch = z.infer<typeof Touch>;

/** Touches beyond this number are forgotten: the first stays, for terms that pay the first, and the newest ones. */
export const MAX_TOUCHES = 5;
/** Read first, so that a later form of the token may tell itself from this one. */
const VERSION = '1';
const MAX_LENGTH = 2_048;
const Content = z.object({ until: z.int(), touches: z.array(Touch).min(1).max(MAX_TOUCHES) });

/** Gives the signature of a text, in letters. */
export type Sign = (text: string) => string;
/** Compares without telling by time where two texts differ. */
export type Same = (a: string, b: string) => boolean;

/** What a browser keeps about referrals: ids and times, nothing about the person, and the whole of it signed. */
export function encodeTouches(touches: readonly Touch[], until: number, sign: Sign): string {
  const content = Buffer.from(JSON.stringify({ until, touches })).toString('base64url');
  const text = `${VERSION}.${content}`;
  return `${text}.${sign(text)}`;
}

/** Nothing for anything that we did not write, that was changed, or whose time is over. */
export function decodeTouches(token: string, now: number, sign: Sign, same: Same): Touch[] {
  if (token.length > MAX_LENGTH) return [];
  const [version, content, signature, ...rest] = token.split('.');
  if (version !== VERSION || content === undefined || signature === undefined || rest.length > 0) return [];
  // The text of the signature is compared and not its bytes: two texts may stand for the same bytes.
  if (!same(sign(`${version}.${content}`), signature)) return [];
  const parsed = Content.safeParse(JSON.parse(Buffer.from(content, 'base64url').toString('utf8')));
  return parsed.success && parsed.data.until > now ? parsed.data.touches : [];
}

export function withTouch(touches: readonly Touch[], touch: Touch): Touch[] {
  const all = [...touches, touch];
  return all.length <= MAX_TOUCHES ? all : [...all.slice(0, 1), ...all.slice(1 - MAX_TOUCHES)];
}
