/** What the tests need of a browser, whatever it is driven by. Scripts are expressions. */
export interface VisitorBrowser {
  goto(url: string): Promise<void>;
  /** From here on until the next page, all is about the page inside its one frame. */
  enterFrame(): Promise<void>;
  evaluate<T>(expression: string): Promise<T>;
  /** A real click, since only that unlocks sound: on the button of the widget that is called so. */
  press(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Finds a visible button in the widget by its accessible name; for `evaluate`, or to be clicked. */
export const buttonCalled = (name: string): string =>
  `[...(document.querySelector('orbis-voice')?.shadowRoot?.querySelectorAll('button') ?? [])].find((button) =>
    (button.getAttribute('aria-label') ?? button.textContent).trim() === ${JSON.stringify(name)} &&
    button.getClientRects().length > 0) ?? null`;

export const isThere = (name: string): string => `(${buttonCalled(name)}) !== null`;

export const STATE = `window.OrbisVoice?.state ?? 'absent'`;
