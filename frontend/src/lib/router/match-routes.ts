import type { ComponentType } from 'react';

export interface RouteSpec {
  /** `agents/:id`; `*` takes whatever is left. Absent: a frame around its children. */
  path?: string;
  /** The page, loaded when it is first shown. */
  lazy: () => Promise<{ Component: ComponentType }>;
  children?: readonly RouteSpec[];
}

export type Params = Readonly<Record<string, string | undefined>>;

export interface Match {
  /** From the outermost frame to the page. */
  branch: readonly RouteSpec[];
  params: Params;
}

/** The first route in the order of the table that fits the whole path: put `agents/new` before `agents/:id`. */
export const matchRoutes = (routes: readonly RouteSpec[], pathname: string): Match | undefined =>
  matchParts(routes, pathname.split('/').filter(Boolean));

function matchParts(routes: readonly RouteSpec[], parts: readonly string[]): Match | undefined {
  for (const route of routes) {
    const taken = take(route.path ?? '', parts);
    if (!taken) continue;
    if (route.children) {
      const inner = matchParts(route.children, taken.rest);
      if (inner) return { branch: [route, ...inner.branch], params: { ...taken.params, ...inner.params } };
    } else if (taken.rest.length === 0) return { branch: [route], params: taken.params };
  }
  return undefined;
}

/** What a path takes from the beginning of `parts`; undefined where it does not fit. */
function take(
  path: string,
  parts: readonly string[],
): { params: Params; rest: readonly string[] } | undefined {
  const params: Record<string, string> = {};
  const wanted = path.split('/').filter(Boolean);
  if (wanted.at(-1) === '*') return { params, rest: [] };
  if (wanted.length > parts.length) return undefined;
  for (const [index, name] of wanted.entries()) {
    const part = parts[index] ?? '';
    if (name.startsWith(':')) params[name.slice(1)] = decode(part);
    else if (name !== part) return undefined;
  }
  return { params, rest: parts.slice(wanted.length) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // A broken escape is the page's to find nothing under.
  }
}
