import { buttonClass } from '../../components/ui/button.js';
import { paths } from '../../config/paths.js';
import { StandalonePage } from './standalone-page.js';

export function Component() {
  return (
    <StandalonePage title="There is nothing here" text="The address may be mistyped, or the page has moved.">
      <a href={paths.home} className={buttonClass('primary')}>
        Go home
      </a>
    </StandalonePage>
  );
}
