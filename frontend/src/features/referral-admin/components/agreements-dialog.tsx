import { useInfiniteQuery } from '@tanstack/react-query';
import { Dialog } from '../../../components/ui/dialog.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { ErrorState } from '../../../components/ui/states.js';
import { formatDateTime } from '../../../lib/format.js';
import { agreementsQuery } from '../api/read-office.js';
import { partnerName } from '../lib/office-words.js';
import { LoadMore } from './load-more.js';

interface AgreementsDialogProps {
  version: number | undefined;
  onClose: () => void;
}

/** Who agreed to one version of the terms, and by which digest of its words. */
export const AgreementsDialog = ({ version, onClose }: AgreementsDialogProps) => (
  <Dialog open={version !== undefined} onClose={onClose} title={`Agreed to version ${version ?? ''}`}>
    {version !== undefined && <Agreements version={version} />}
  </Dialog>
);

function Agreements({ version }: { version: number }) {
  const agreements = useInfiniteQuery(agreementsQuery(version));
  if (agreements.isPending) return <ListSkeleton label="Loading agreements" rows={2} />;
  if (!agreements.data)
    return <ErrorState error={agreements.error} onRetry={() => void agreements.refetch()} />;
  return (
    <>
      <ul className="divide-y divide-line" aria-label="Agreements">
        {agreements.data.pages
          .flatMap(({ items }) => items)
          .map(({ partnerId, documentSha256, agreedAt, ...partner }) => (
            <li key={partnerId} className="py-2 text-sm">
              <span className="flex flex-wrap justify-between gap-2">
                <span className="font-medium">{partnerName(partner)}</span>
                <span className="text-[13px] text-dim">{formatDateTime(agreedAt)}</span>
              </span>
              <code className="block font-mono text-xs break-all text-dim">{partnerId}</code>
              <code className="block font-mono text-xs break-all text-dim" title={documentSha256}>
                words {documentSha256.slice(0, 16)}…
              </code>
            </li>
          ))}
      </ul>
      <LoadMore list={agreements} />
    </>
  );
}
