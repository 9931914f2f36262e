import type { Page } from 'playwright-core';

const MOST_STOPS = 150;

/** In the page: what the element with the focus is called. */
const NAME_OF_FOCUS = `(() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return '';
  const words = focused.getAttribute('aria-label') ?? focused.labels?.[0]?.textContent ?? focused.textContent ?? '';
  return words.trim();
})()`;

/**
 * Goes on by the Tab key alone, as somebody without a mouse does, until what is called `name` has the focus: forwards
 * from where the focus is, so that calls one after another also prove the order.
 * @throws Error with the stops that were made, where it is not among them.
 */
export async function tabTo(page: Page, name: string): Promise<void> {
  const stops: string[] = [];
  while (stops.length < MOST_STOPS) {
    await page.keyboard.press('Tab');
    const stop = String(await page.evaluate(NAME_OF_FOCUS));
    if (stop === name) return;
    stops.push(stop);
  }
  throw new Error(`the Tab key never came to “${name}”: ${stops.join(' · ')}`);
}

/** Fills fields in this order, and comes from each to the next by the Tab key. A choice is made by its first letters. */
export async function typeInto(
  page: Page,
  fields: readonly (readonly [name: string, text: string])[],
): Promise<void> {
  for (const [name, text] of fields) {
    await tabTo(page, name);
    await page.keyboard.type(text);
  }
}
