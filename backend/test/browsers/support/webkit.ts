import { spawn, type ChildProcess } from 'node:child_process';
import { freePorts } from '../../support/test-app.js';
import { waitFor } from '../../support/wait-for.js';
import { findProgram } from './find-program.js';
import { buttonCalled, isThere, type VisitorBrowser } from './visitor-browser.js';

/** The key under which WebDriver names an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** WebKitGTK, the engine of Safari without being Safari, over plain WebDriver on a screen that nobody sees. */
export async function startWebKit(env: NodeJS.ProcessEnv): Promise<VisitorBrowser> {
  const [port = 0] = await freePorts(1);
  const display = `:${port}`;
  const children: ChildProcess[] = [];
  const start = (program: string, args: string[]) => {
    children.push(spawn(findProgram(program), args, { env: { ...env, DISPLAY: display }, stdio: 'ignore' }));
  };
  start('Xvfb', [display, '-screen', '0', '1280x900x24', '-nolisten', 'tcp']);
  start('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1']);
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { value } = (await answer.json()) as { value: T };
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };
  await waitFor(
    async () => (await ask<{ ready: boolean }>('GET', '/status').catch(() => undefined))?.ready === true,
  );
  const { sessionId } = await ask<{ sessionId: string }>('POST', '/session', { capabilities: {} });
  const path = `/session/${sessionId}`;
  const evaluate = <T>(expression: string) =>
    ask<T>('POST', `${path}/execute/sync`, { script: `return (${expression})`, args: [] });
  return {
    goto: async (url) => {
      await ask('POST', `${path}/frame`, { id: null });
      await ask('POST', `${path}/url`, { url });
    },
    enterFrame: () => ask('POST', `${path}/frame`, { id: 0 }),
    evaluate,
    press: async (name) => {
      await waitFor(() => evaluate<boolean>(isThere(name)), 20_000);
      const button = await evaluate<Record<string, string>>(buttonCalled(name));
      await ask('POST', `${path}/element/${button[ELEMENT]}/click`, {});
    },
    close: async () => {
      await ask('DELETE', path).catch(() => undefined);
      for (const child of children.reverse()) child.kill('SIGKILL');
    },
  };
}
