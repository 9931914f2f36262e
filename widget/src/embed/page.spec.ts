import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AGENT, completeBrowser, fakeServer } from '../testing/fake-page.js';
import { startPage } from './page.js';

/** The script element that the page loaded us with. */
function script(data: Record<string, string> = {}): HTMLScriptElement {
  const element = document.createElement('script');
  element.src = 'https://v.example/widget.js';
  Object.assign(element.dataset, data);
  return element;
}
const hosts = () => document.querySelectorAll('orbis-voice').length;

describe('the script on a page', () => {
  beforeEach(() => {
    completeBrowser();
    fakeServer();
    Object.assign(globalThis, { __ORBIS_VERSION__: '1.2.3' });
  });
  afterEach(() => {
    window.OrbisVoice?.destroy();
    delete window.OrbisVoice;
  });

  it('catches up with calls that were made before it came', () => {
    const queue = [
      ['init', [{ agentId: AGENT.id, apiKey: 'pk_1' }]],
      ['open', []],
      ['constructor', []],
    ];
    Object.assign(window, { OrbisVoice: { q: queue } });
    startPage(script());
    expect(hosts()).toBe(1);
    expect(document.querySelector('orbis-voice')?.shadowRoot?.querySelector('dialog')?.open).toBe(true);
  });

  it('starts from its own attributes', () => {
    startPage(script({ agentId: AGENT.id, apiKey: 'pk_1' }));
    expect(hosts()).toBe(1);
  });

  it('says that it is there, and leaves a first copy of itself at work', () => {
    const versions: unknown[] = [];
    document.addEventListener('orbis:load', (event) => versions.push((event as CustomEvent).detail));
    startPage(script());
    const first = window.OrbisVoice;
    startPage(script());
    expect(window.OrbisVoice).toBe(first);
    expect(versions).toEqual([{ version: '1.2.3' }]);
  });
});
