import { Eraser } from 'lucide-react';
import { Link } from '../../../lib/router/link.js';
import { buttonClass } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/states.js';
import { paths } from '../../../config/paths.js';

/** What stands where a call was. */
export function ErasedCall() {
  return (
    <EmptyState
      icon={<Eraser size={24} aria-hidden="true" />}
      title="This call was erased"
      text="Nothing that was said is left. Its numbers stay in analytics."
      action={
        <Link to={paths.calls} className={buttonClass()}>
          Back to calls
        </Link>
      }
    />
  );
}
