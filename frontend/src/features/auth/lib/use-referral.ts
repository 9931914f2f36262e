import type { Referrer, Signup } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isNotFound } from '../../../lib/api-error.js';
import { codeQuery, visitQuery } from '../api/get-referrer.js';

export interface Referral {
  /** Whom the team will belong to, as it stands. */
  readonly referrer: Referrer | undefined;
  readonly declined: boolean;
  /** Nobody has the code that was typed. */
  readonly unknownCode: boolean;
  /** A typed code goes before whoever else brought the visitor. */
  type(code: string): void;
  /** Looks up whose code it is. */
  lookUp(): void;
  /** Takes the referral away; whoever removed it may put it back. */
  decline(declined: boolean): void;
  /** What sign-up is told. */
  readonly wish: Pick<Signup, 'referralCode' | 'referralParam' | 'referralDeclined'>;
}

/** Who referred somebody who signs up: by a code they type, by `?ref=` of the address, or by a remembered visit. */
export function useReferral(ref: string | undefined): Referral {
  const [text, setText] = useState('');
  const [code, setCode] = useState('');
  const [declined, setDeclined] = useState(false);
  const visit = useQuery(visitQuery(ref));
  const typed = useQuery(codeQuery(code));
  const unknownCode = code === text && isNotFound(typed.error);
  const found = typed.data ?? visit.data?.referrer ?? undefined;
  return {
    referrer: declined ? undefined : found,
    declined: declined && found !== undefined,
    unknownCode,
    type: (now) => {
      setText(now.trim());
      setDeclined(false);
    },
    lookUp: () => setCode(text),
    decline: setDeclined,
    wish: declined
      ? { referralDeclined: true }
      : {
          ...(text !== '' && !unknownCode && { referralCode: text }),
          // A remembered visit comes along by itself.
          ...(ref !== undefined && visit.data?.stored !== true && { referralParam: ref }),
        },
  };
}
