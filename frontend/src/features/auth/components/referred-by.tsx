import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import type { Referral } from '../lib/use-referral.js';

/** Says openly who will be rewarded, and lets people take it off. */
export function ReferredBy({ referral }: { referral: Referral }) {
  const [typing, setTyping] = useState(false);
  const { referrer, declined, unknownCode } = referral;
  return (
    <div className="grid gap-3 text-sm">
      <div aria-live="polite">
        {referrer && (
          <p className="flex items-center justify-between gap-3 rounded-control border border-line bg-mist py-1 pr-1 pl-3">
            <span>
              Referred by <b className="font-medium">{referrer.name ?? referrer.code}</b>
            </span>
            <Button look="quiet" aria-label="Remove the referral" onClick={() => referral.decline(true)}>
              Remove
            </Button>
          </p>
        )}
        {declined && (
          <p className="flex items-center justify-between gap-3 rounded-control border border-line py-1 pr-1 pl-3 text-dim">
            Nobody is credited.
            <Button look="quiet" onClick={() => referral.decline(false)}>
              Put it back
            </Button>
          </p>
        )}
      </div>
      {typing ? (
        <Field
          label="Referral code"
          error={unknownCode ? 'Nobody has this code.' : undefined}
          help="Leave it empty if you have none."
        >
          {(control) => (
            <Input
              {...control}
              autoFocus
              autoComplete="off"
              spellCheck={false}
              maxLength={64}
              onChange={(event) => referral.type(event.target.value)}
              onBlur={referral.lookUp}
            />
          )}
        </Field>
      ) : (
        <button
          type="button"
          onClick={() => setTyping(true)}
          className="justify-self-start rounded-control text-orbis underline underline-offset-4 hover:no-underline"
        >
          I have a referral code
        </button>
      )}
    </div>
  );
}
