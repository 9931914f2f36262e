import type { Me } from '@orbisvoice/contracts';
import { Check, ChevronsUpDown, Settings } from 'lucide-react';
import { useId } from 'react';
import { OrbMark } from '../../../components/brand/orb-mark.js';
import { Menu, menuItemClass } from '../../../components/ui/menu.js';
import { paths } from '../../../config/paths.js';
import { messageOf } from '../../../lib/api-error.js';
import { Link } from '../../../lib/router/link.js';
import { toast } from '../../../lib/toast.js';
import { useSwitchTeam } from '../api/switch-team.js';

/** Which team is looked at, and the way to another one of the same person. */
export function TeamMenu({ tenant, tenants }: Me) {
  const id = useId();
  const change = useSwitchTeam();
  const go = (tenantId: string): void =>
    change.mutate({ tenantId }, { onError: (error) => toast(messageOf(error), 'bad') });
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className="flex max-w-full items-center gap-2.5 rounded-control p-2 text-left text-[15px] font-semibold hover:bg-line/40 lg:w-full"
      >
        <OrbMark size={22} />
        <span className="sr-only">Team</span>
        <span className="min-w-0 flex-1 truncate">{tenant.name}</span>
        <ChevronsUpDown size={15} aria-hidden="true" className="shrink-0 text-dim" />
      </button>
      <Menu id={id} place="top-14 left-12 lg:top-14 lg:left-3">
        <ul aria-label="Your teams" className="mb-2 border-b border-line pb-2">
          {tenants.map(({ id: tenantId, name, role }) => {
            const here = tenantId === tenant.id;
            return (
              <li key={tenantId}>
                <button
                  type="button"
                  aria-current={here || undefined}
                  disabled={change.isPending}
                  onClick={() => !here && go(tenantId)}
                  className={menuItemClass}
                >
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium">{name}</span>
                    <span className="block text-xs text-dim capitalize">{role}</span>
                  </span>
                  {here && <Check size={16} aria-hidden="true" className="text-orbis" />}
                </button>
              </li>
            );
          })}
        </ul>
        <Link to={paths.settings} className={menuItemClass}>
          <Settings size={16} aria-hidden="true" />
          Team settings
        </Link>
      </Menu>
    </>
  );
}
