import { buttonClass } from '../../components/ui/button.js';
import { paths } from '../../config/paths.js';
import { StandalonePage } from './standalone-page.js';

/** A page that broke, or whose code could not be loaded. A real load, not a route change, fetches everything anew. */
export function PageError() {
  return (
    <StandalonePage title="This page broke" text="The fault is on our side. Loading it again often helps.">
      <button type="button" onClick={() => location.reload()} className={buttonClass('primary')}>
        Load again
      </button>
      <a href={paths.home} className={buttonClass()}>
        Go home
      </a>
    </StandalonePage>
  );
}
