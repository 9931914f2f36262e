import type { Me } from '@orbisvoice/contracts';
import { Retention } from '../../../../features/settings/components/retention.js';
import { useOutletContext } from '../../../../lib/router/outlet.js';
import { useTitle } from '../../../../lib/use-title.js';

export function Component() {
  useTitle('Data retention');
  return <Retention manages={useOutletContext<Me>().role !== 'member'} />;
}
