type Plain = string | number | boolean | null | undefined;
type Attributes = Record<string, Plain | (() => Plain) | ((event: never) => void)>;
type Child = Node | string | (() => string | undefined) | false;

let followers: (() => void)[] = [];

/** Calls `write` with what `read` answers, now and at each update of the tree that is being made, where it is different. */
export function follow<T>(read: () => T, write: (value: T) => void): void {
  let last: T | undefined;
  followers.push(() => {
    const value = read();
    if (value !== last) write((last = value));
  });
}

/** Makes a tree. What it returns brings everything in it that follows something up to date. */
export function grow(make: () => void): () => void {
  const mine: (() => void)[] = (followers = []);
  make();
  return () => mine.forEach((update) => update());
}

function fill<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    const write = (now: unknown): void => {
      if (now === false || now == null) element.removeAttribute(name);
      else element.setAttribute(name, now === true ? '' : (now as string));
    };
    if (typeof value !== 'function') write(value);
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value as EventListener);
    else follow(value as () => Plain, write);
  }
  for (const child of children) {
    if (typeof child === 'function') {
      const text = new Text();
      element.append(text);
      // Only where it is different: a live region that is written again may be read out again.
      follow(child, (now = '') => (text.data = now));
    } else if (child) element.append(child);
  }
  return element;
}

/**
 * Makes an element. `on…` functions listen, all other functions are followed; false and null leave an attribute out.
 * Nothing here parses HTML or writes a style attribute, so no policy of the page has anything to forbid.
 */
export const h = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] => fill(document.createElement(tag), attributes, children);

/** The same for drawings, which are decoration everywhere: what they mean is always written next to them. */
export const svg = (tag: string, attributes: Attributes, ...children: Child[]): SVGElement =>
  fill(document.createElementNS('http://www.w3.org/2000/svg', tag) as SVGElement, attributes, children);
