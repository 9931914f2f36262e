import type { KeyRing } from '../../../platform/crypto/index.js';
import { normalisedAddress } from '../domain/email-address.js';

/** Recognises a person by their address without keeping it: without the application's secret it says nothing. */
export const addressKey = (keys: KeyRing, email: string): string =>
  keys.hmac('referrals.address', normalisedAddress(email)).toString('hex');
