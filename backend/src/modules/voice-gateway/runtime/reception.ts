import type { HelloMessage } from '@orbisvoice/contracts';
import { AppError } from '../../../platform/http/index.js';
import type { AdmissionStep, TakenCall } from './call-desk.service.js';
import type { CallAgain } from './call-returns.service.js';
import type { SessionParts } from './session-parts.js';
import type { SessionHere } from './sessions-here.js';

/** What a first message came to. */
export type Received =
  /** A call for the session that asked, which may have been on already, elsewhere. */
  | { to: 'you'; taken: TakenCall }
  /** The client belongs to this session. */
  | { to: 'another'; session: SessionHere; again: CallAgain };

/**
 * @param began is told of each step when it begins, for the log of one that does not end.
 * @throws AppError with a code that has a close code.
 */
export async function receive(
  hello: HelloMessage,
  origin: string | undefined,
  { desk, here }: Pick<SessionParts, 'desk' | 'here'>,
  began: (step: AdmissionStep) => void,
): Promise<Received> {
  if (!hello.resume) return { to: 'you', taken: await desk.admit(hello, origin, began) };
  began('former call');
  const known = here.find(hello.resume.callId);
  if (known?.isEnding) throw new AppError('resume_invalid');
  const heldEpoch = known?.heldEpoch;
  let again = await desk.comeBack(hello.resume, origin, heldEpoch);
  if (known && known.heldEpoch === again.owned.epoch) return { to: 'another', session: known, again };
  if (again.owned.epoch === heldEpoch) {
    // While the secret was looked at, the session let go of the number that we were given.
    if (known?.isEnding) throw new AppError('resume_invalid');
    again = await desk.comeBack(hello.resume, origin, undefined);
  }
  known?.lost();
  began('tools');
  return { to: 'you', taken: await desk.goOn(again) };
}
