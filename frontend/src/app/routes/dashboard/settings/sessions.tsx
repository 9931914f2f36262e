import { Sessions } from '../../../../features/settings/components/sessions.js';
import { useTitle } from '../../../../lib/use-title.js';

export function Component() {
  useTitle('Signed-in devices');
  return <Sessions />;
}
