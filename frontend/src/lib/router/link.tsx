import { useEffect, type ComponentProps, type MouseEvent } from 'react';
import { useNavigate } from './hooks.js';
import { useRouter } from './router-context.js';

interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  to: string;
  replace?: boolean;
}

/** Whoever asks for a new tab or a download gets one from the browser itself. */
const isPlain = (event: MouseEvent<HTMLAnchorElement>): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** A link to a page of ours. Its code is fetched as soon as somebody points at it. */
export function Link({ to, replace = false, onClick, target, download, ...rest }: LinkProps) {
  const { history, preload } = useRouter();
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (event.defaultPrevented || target || download !== undefined || !isPlain(event)) return;
    event.preventDefault();
    history.navigate(to, { replace });
  };
  return (
    <a
      onPointerEnter={() => preload(to)}
      onFocus={() => preload(to)}
      {...rest}
      target={target}
      download={download}
      href={to}
      onClick={follow}
    />
  );
}

/** Goes elsewhere as soon as it is shown. */
export function Navigate({ to, replace = false }: { to: string; replace?: boolean }) {
  const navigate = useNavigate();
  useEffect(() => navigate(to, { replace }), [navigate, to, replace]);
  return null;
}
