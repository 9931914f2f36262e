import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import type { OrbisVoiceApi } from './public-types.js';
import { OrbisVoice, type OrbisVoiceProps } from './react.js';

const PROPS: OrbisVoiceProps = { src: '', agentId: 'a', apiKey: 'ov_pk_test' };
const scripts = () => [...document.querySelectorAll('script')];

let root: Root;
let widget: { version: string; init: jest.Mock; destroy: jest.Mock };
/** Each test has a script of its own: the wrapper loads one only once. */
let src = '';

const show = (props: Partial<OrbisVoiceProps>, copies = 1): void =>
  act(() => {
    const component = createElement(OrbisVoice, { ...PROPS, src, ...props });
    root.render(createElement('main', {}, ...Array.from({ length: copies }, () => component)));
  });
/** The script of the newest address has arrived, or has not. */
const arrive = (event: 'load' | 'error'): Promise<void> =>
  act(async () => {
    if (event === 'load') window.OrbisVoice = widget as unknown as OrbisVoiceApi;
    scripts().at(-1)?.dispatchEvent(new Event(event));
    await Promise.resolve();
  });

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  widget = { version: '1.2.3', init: jest.fn(), destroy: jest.fn() };
  src = `https://voice.example/${Math.random()}.js`;
  root = createRoot(document.body.appendChild(document.createElement('div')));
});
afterEach(() => {
  act(() => root.unmount());
  document.head.replaceChildren();
  document.body.replaceChildren();
  delete window.OrbisVoice;
});

describe('the widget in React', () => {
  it('loads the script once, however many components ask, and starts with their options', async () => {
    show({}, 2);
    expect(scripts().map((script) => [script.src, script.crossOrigin])).toEqual([[src, 'anonymous']]);
    expect(widget.init).not.toHaveBeenCalled();
    await arrive('load');
    expect(widget.init).toHaveBeenCalledWith({ agentId: 'a', apiKey: 'ov_pk_test' });
  });

  it('takes new options over without taking the widget off the page, and the same ones not at all', async () => {
    show({});
    await arrive('load');
    show({});
    expect(widget.init).toHaveBeenCalledTimes(1);
    show({ theme: 'dark' });
    expect(widget.init).toHaveBeenLastCalledWith({ agentId: 'a', apiKey: 'ov_pk_test', theme: 'dark' });
    expect(widget.destroy).not.toHaveBeenCalled();
  });

  it('goes with its component, also where the script arrives afterwards', async () => {
    show({});
    await arrive('load');
    show({}, 0);
    expect(widget.destroy).toHaveBeenCalledTimes(1);
    delete window.OrbisVoice;
    src = `${src}?late`;
    show({});
    show({}, 0);
    await arrive('load');
    expect(widget.init).toHaveBeenCalledTimes(1);
  });

  it('uses the script that the page has already', async () => {
    window.OrbisVoice = widget as unknown as OrbisVoiceApi;
    show({});
    await act(() => Promise.resolve());
    expect(scripts()).toEqual([]);
    expect(widget.init).toHaveBeenCalledTimes(1);
  });

  it('tells the page of a script that cannot be loaded, and asks for it again the next time', async () => {
    const reported = jest.fn();
    globalThis.reportError = reported;
    show({});
    await arrive('error');
    expect(reported).toHaveBeenCalledWith(new Error(`${src} could not be loaded`));
    show({}, 0);
    show({});
    expect(scripts()).toHaveLength(2);
  });
});
