import type { ComponentProps } from 'react';
import { Link } from '../../lib/router/link.js';

export function TextLink(props: ComponentProps<typeof Link>) {
  return (
    <Link {...props} className="font-medium text-orbis underline underline-offset-4 hover:no-underline" />
  );
}
