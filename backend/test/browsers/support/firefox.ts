import { launch, type Frame } from 'puppeteer-core';
import { waitFor } from '../../support/wait-for.js';
import { findProgram } from './find-program.js';
import { buttonCalled, isThere, type VisitorBrowser } from './visitor-browser.js';

interface Point {
  x: number;
  y: number;
}

/** Where an element is in its page: a corner (`part` 0) or the middle (0.5). */
const placeOf = (element: string, part: number): string => `(() => {
  const { x, y, width, height } = (${element}).getBoundingClientRect();
  return { x: x + width * ${part}, y: y + height * ${part} };
})()`;

/** Firefox as Debian ships it, over WebDriver BiDi, with a microphone that needs no permission asked. */
export async function startFirefox(env: NodeJS.ProcessEnv): Promise<VisitorBrowser> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: findProgram('firefox-esr', 'ORBIS_TEST_FIREFOX'),
    headless: true,
    defaultViewport: { width: 1280, height: 900 },
    env,
    extraPrefsFirefox: {
      'media.navigator.permission.disabled': true,
      'network.proxy.type': 0,
    },
  });
  const page = await browser.newPage();
  let frame: Frame = page.mainFrame();
  const evaluate = <T>(expression: string) => frame.evaluate(expression) as Promise<T>;
  return {
    goto: async (url) => {
      frame = page.mainFrame();
      await frame.goto(url);
    },
    enterFrame: async () => {
      await waitFor(() => page.mainFrame().childFrames().length > 0);
      frame = page.mainFrame().childFrames()[0] ?? frame;
    },
    evaluate,
    press: async (name) => {
      await waitFor(() => evaluate<boolean>(isThere(name)), 20_000);
      // By place, and not by element: this browser's protocol cannot yet find the frame that an element is in.
      const inside = await evaluate<Point>(placeOf(buttonCalled(name), 0.5));
      const around =
        frame === page.mainFrame()
          ? { x: 0, y: 0 }
          : ((await page.evaluate(placeOf(`document.querySelector('iframe')`, 0))) as Point);
      await page.mouse.click(inside.x + around.x, inside.y + around.y);
    },
    close: () => browser.close(),
  };
}
