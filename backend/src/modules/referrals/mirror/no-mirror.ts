import { ReferralMirror, type MirrorHealth, type PushResult } from '../application/referral-mirror.port.js';

/** The usual case: nothing is copied to anybody. */
export class NoMirror extends ReferralMirror {
  readonly name = 'none';
  readonly enabled = false;

  health(): Promise<MirrorHealth> {
    return Promise.resolve({
      reachable: false,
      capabilities: [],
      words: 'No mirror is configured.',
      warnings: [],
    });
  }

  push(): Promise<PushResult> {
    return Promise.resolve({ outcome: 'unsupported', status: 'no_mirror' });
  }
}
