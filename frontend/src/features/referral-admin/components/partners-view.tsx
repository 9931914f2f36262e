import type { AdminPartner, PartnerStatus } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Input, Select } from '../../../components/ui/input.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { formatDate } from '../../../lib/format.js';
import { partnersQuery } from '../api/read-office.js';
import { PARTNER_KINDS, PARTNER_STATES, partnerName } from '../lib/office-words.js';
import { LoadMore } from './load-more.js';
import { PartnerDialog } from './partner-dialog.js';

export interface PartnersFilter {
  q: string;
  status: string;
}

interface PartnersViewProps {
  filter: PartnersFilter;
  onFilter: (name: keyof PartnersFilter, value: string) => void;
}

const statusIn = (text: string): PartnerStatus | undefined =>
  Object.keys(PARTNER_STATES).find((status): status is PartnerStatus => status === text);

export function PartnersView({ filter, onFilter }: PartnersViewProps) {
  const status = statusIn(filter.status);
  const partners = useInfiniteQuery(partnersQuery({ q: filter.q || undefined, status }));
  const items = partners.data?.pages.flatMap((page) => page.items);
  const [open, setOpen] = useState<AdminPartner>();
  return (
    <>
      <search className="mb-4 grid gap-2 sm:grid-cols-[1fr_12rem]">
        <Input
          type="search"
          aria-label="Search partners"
          placeholder="Name, code or id"
          value={filter.q}
          onChange={(event) => onFilter('q', event.target.value)}
        />
        <Select
          aria-label="Status"
          value={status ?? ''}
          onChange={(event) => onFilter('status', event.target.value)}
        >
          <option value="">Every status</option>
          {Object.entries(PARTNER_STATES).map(([value, { name }]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
      </search>
      {partners.isPending && <ListSkeleton label="Loading partners" />}
      {partners.isError && <ErrorState error={partners.error} onRetry={() => void partners.refetch()} />}
      {items?.length === 0 && (
        <EmptyState
          icon={<UsersRound size={24} aria-hidden="true" />}
          title={filter.q || status ? 'No partner matches' : 'No partner yet'}
          text={
            filter.q || status
              ? 'Search for a part of a name or of a code, or for a whole id.'
              : 'Members of teams become partners when they look at their referrals; others apply on the affiliate page.'
          }
        />
      )}
      {items && items.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line" aria-label="Partners">
          {items.map((partner) => (
            <PartnerRow key={partner.id} partner={partner} onOpen={() => setOpen(partner)} />
          ))}
        </ul>
      )}
      <LoadMore list={partners} />
      <PartnerDialog partner={open} onClose={() => setOpen(undefined)} />
    </>
  );
}

function PartnerRow({ partner, onOpen }: { partner: AdminPartner; onOpen: () => void }) {
  const { name, tone } = PARTNER_STATES[partner.status];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm">
      <span className="min-w-0 basis-full sm:flex-1 sm:basis-0">
        <span className="block truncate font-medium">{partnerName(partner)}</span>
        <span className="block truncate text-[13px] text-dim">
          {partner.displayName !== null && `${PARTNER_KINDS[partner.kind]} · `}
          <code className="font-mono text-xs">{partner.codes.join(', ') || 'no code'}</code> · since{' '}
          {formatDate(partner.createdAt)}
        </span>
      </span>
      <span className="text-[13px] text-dim tabular-nums">
        {partner.signups} {partner.signups === 1 ? 'team' : 'teams'}
      </span>
      <Badge tone={tone}>{name}</Badge>
      <Button onClick={onOpen} aria-label={`Open ${partnerName(partner)}, ${partner.codes[0] ?? partner.id}`}>
        Open
      </Button>
    </li>
  );
}
