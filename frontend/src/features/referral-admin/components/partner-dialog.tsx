import type { AdminPartner, AdminPartnerFile } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { ErrorState, Loading } from '../../../components/ui/states.js';
import { formatDateTime } from '../../../lib/format.js';
import { partnerFileQuery } from '../api/read-office.js';
import { useChangeStatus, useErasePartner, useRaiseFlag } from '../api/run-office.js';
import { DECISIONS, PARTNER_STATES, partnerName } from '../lib/office-words.js';
import { OperationDialog, type Operation } from './operation-dialog.js';

/** One partner's file, which is opened on purpose: each look is in the audit log. */
export function PartnerDialog({
  partner,
  onClose,
}: {
  partner: AdminPartner | undefined;
  onClose: () => void;
}) {
  const [operation, setOperation] = useState<Operation>();
  return (
    <>
      <Dialog
        open={partner !== undefined && operation === undefined}
        // It also closes where it makes room for the operation that was chosen in it.
        onClose={() => operation === undefined && onClose()}
        title={partner ? partnerName(partner) : ''}
      >
        {partner && <PartnerFile id={partner.id} onOperation={setOperation} />}
      </Dialog>
      <OperationDialog
        operation={operation}
        onClose={() => {
          setOperation(undefined);
        }}
      />
    </>
  );
}

function PartnerFile({ id, onOperation }: { id: string; onOperation: (operation: Operation) => void }) {
  const file = useQuery(partnerFileQuery(id));
  const changeStatus = useChangeStatus();
  const raiseFlag = useRaiseFlag();
  const erase = useErasePartner();
  if (file.isPending)
    return (
      <Loading label="Loading the file">
        <div className="skeleton h-40" />
      </Loading>
    );
  if (!file.data) return <ErrorState error={file.error} onRetry={() => void file.refetch()} />;
  const { status } = file.data;
  const flag: Operation = {
    title: 'Hold all that this partner earns?',
    text: 'A flag is raised: nothing of theirs is paid out until somebody decides, or for 30 days.',
    confirm: 'Raise flag',
    danger: true,
    run: ({ reason }) => raiseFlag.mutateAsync({ partnerId: id, tenantId: null, reason }),
  };
  const forget: Operation = {
    title: 'Forget who this is?',
    text: 'Name, address, payout details and sessions are deleted and the partnership ends. Money stays in the books under numbers. This cannot be undone.',
    confirm: 'Forget for good',
    danger: true,
    run: ({ reason }) => erase.mutateAsync({ id, reason }),
  };
  return (
    <div className="grid gap-4 text-sm">
      <Facts file={file.data} />
      <p className="text-xs text-dim">That you looked is in the audit log.</p>
      <div className="flex flex-wrap gap-2">
        {DECISIONS[status].map(([next, name]) => (
          <Button
            key={next}
            look={next === 'active' ? 'primary' : 'secondary'}
            onClick={() =>
              onOperation({
                title: `${name}?`,
                text: EFFECTS[next],
                confirm: name,
                danger: next !== 'active',
                run: ({ reason }) => changeStatus.mutateAsync({ id, status: next, reason }),
              })
            }
          >
            {name}
          </Button>
        ))}
        <Button onClick={() => onOperation(flag)}>Raise flag</Button>
        <Button look="quiet" onClick={() => onOperation(forget)}>
          Forget person
        </Button>
      </div>
    </div>
  );
}

const EFFECTS = {
  active: 'Their links bring people from now on, and they may be paid. They are told by mail.',
  suspended:
    'Their links bring nobody and nothing is paid out. What they earned stays. They are told by mail.',
  rejected: 'They are told by mail, and this is final.',
  closed: 'Their links bring nobody any more, and this is final.',
} as const;

function Facts({ file }: { file: AdminPartnerFile }) {
  const facts = [
    ['Id', <code className="font-mono text-xs break-all">{file.id}</code>],
    ['Name', file.name ?? 'forgotten'],
    ['Address', file.email ?? 'forgotten'],
    ['Website', file.website],
    ['About', file.about],
  ] as const;
  return (
    <>
      <dl className="grid gap-2">
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <div key={name} className="grid grid-cols-[5.5rem_1fr] gap-3">
              <dt className="text-dim">{name}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
      </dl>
      <ol className="grid gap-1.5 border-l-2 border-line pl-4" aria-label="Steps">
        {file.steps.map(({ status, at, reason }) => (
          <li key={at + status}>
            <span className="font-medium">{PARTNER_STATES[status].name}</span>{' '}
            <span className="text-[13px] text-dim">
              {formatDateTime(at)}
              {reason && `: ${reason}`}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
