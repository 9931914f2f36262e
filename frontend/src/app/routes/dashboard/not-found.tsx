import { Link } from '../../../lib/router/link.js';
import { buttonClass } from '../../../components/ui/button.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { EmptyState } from '../../../components/ui/states.js';
import { paths } from '../../../config/paths.js';
import { useTitle } from '../../../lib/use-title.js';

/** An address, or a thing behind it, that does not exist (any more). */
export function Component() {
  useTitle('Not found');
  return (
    <>
      <PageHeader title="Not found" />
      <EmptyState
        title="There is nothing here"
        text="It may have been deleted, or the address is mistyped."
        action={
          <Link to={paths.agents} className={buttonClass()}>
            Go to your agents
          </Link>
        }
      />
    </>
  );
}
