import type { ReferralProfile, ReferralTermsDocument } from '@orbisvoice/contracts';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { messageOf } from '../../../lib/api-error.js';
import { formatDate } from '../../../lib/format.js';
import { toast } from '../../../lib/toast.js';
import { useAcceptTerms } from '../api/change-referrals.js';

interface TermsCardProps {
  profile: ReferralProfile;
  document: ReferralTermsDocument;
}

/** The agreement, to be read where one agrees to it. Agreeing names these very words by their digest. */
export function TermsCard({ profile, document }: TermsCardProps) {
  const accept = useAcceptTerms();
  const { version, documentSha256, sections, effectiveFrom } = document;
  const agreed = profile.terms.accepted && profile.terms.version === version;
  const agree = (): void =>
    accept.mutate(
      { version, documentSha256 },
      {
        onSuccess: () => toast(`You agreed to version ${version} of the terms.`),
        onError: (error) => toast(messageOf(error), 'bad'),
      },
    );
  return (
    <Card
      title="Terms"
      id="terms"
      text={`Version ${version}${Date.parse(effectiveFrom) > 0 ? `, in force since ${formatDate(effectiveFrom)}` : ''}.`}
      actions={agreed ? <Badge tone="good">Agreed</Badge> : <Badge tone="warn">Not agreed yet</Badge>}
    >
      {/* Shown in full to whoever has yet to agree. */}
      <details open={!agreed} className="text-sm">
        <summary className="cursor-pointer font-medium">The words</summary>
        <div className="mt-3 grid gap-4 border-l-2 border-line pl-4 leading-relaxed">
          {sections.map(({ heading, paragraphs }) => (
            <section key={heading}>
              <h3 className="font-medium">{heading}</h3>
              {paragraphs.map((paragraph) => (
                <p key={paragraph} className="mt-1 text-dim">
                  {paragraph}
                </p>
              ))}
            </section>
          ))}
          <p className="text-xs break-all text-dim">
            SHA-256 of these words: <code className="font-mono">{documentSha256}</code>
          </p>
        </div>
      </details>
      {!agreed && (
        <Button look="primary" className="mt-4" busy={accept.isPending} onClick={agree}>
          Agree to version {version}
        </Button>
      )}
      {profile.terms.acceptances.length > 0 && (
        <ul
          className="mt-4 grid gap-1 border-t border-line pt-3 text-[13px] text-dim"
          aria-label="Versions you agreed to"
        >
          {profile.terms.acceptances.map((one) => (
            <li key={one.version}>
              Agreed to version {one.version} on {formatDate(one.acceptedAt)}{' '}
              <code className="font-mono text-xs" title={one.documentSha256}>
                {one.documentSha256.slice(0, 12)}…
              </code>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
