import type { Me } from '@orbisvoice/contracts';
import { SettingsNav } from '../../../../features/settings/components/settings-nav.js';
import { useLocation } from '../../../../lib/router/hooks.js';
import { Outlet, useOutletContext } from '../../../../lib/router/outlet.js';

export function Component() {
  const me = useOutletContext<Me>();
  const { pathname } = useLocation();
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[11rem_minmax(0,1fr)] lg:gap-8">
      <div className="min-w-0 lg:sticky lg:top-9">
        <SettingsNav pathname={pathname} manages={me.role !== 'member'} />
      </div>
      <div className="max-w-3xl min-w-0">
        <Outlet context={me} />
      </div>
    </div>
  );
}
