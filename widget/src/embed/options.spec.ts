import { describe, expect, it } from '@jest/globals';
import { optionsFromAttributes, settingsFrom, type PageFacts } from './options.js';

const PAGE: PageFacts = {
  scriptUrl: 'https://voice.example/widget.js',
  pageUrl: 'https://shop.example/cart',
  languages: ['', 'es-MX', 'en'],
};
const OPTIONS = { agentId: 'a', apiKey: 'pk_1' };

describe('options', () => {
  it('take server and worklet from where the script came from, and the language from the page', () => {
    const settings = settingsFrom(OPTIONS, PAGE);
    expect(settings).toMatchObject({
      baseUrl: 'https://voice.example',
      workletUrl: 'https://voice.example/widget.js',
      voice: true,
      text: true,
      layout: 'popup',
    });
    expect(settings.speech.lang).toBe('es');
  });

  it('may name another server, relative to the page', () => {
    expect(settingsFrom({ ...OPTIONS, baseUrl: '/voice/' }, PAGE).baseUrl).toBe('https://shop.example/voice');
  });

  it.each([
    [{}, 'agentId and apiKey'],
    [{ agentId: 'a' }, 'agentId and apiKey'],
    [{ agentId: 'a', apiKey: 'sk_secret' }, 'publishable'],
    [{ ...OPTIONS, voice: false, text: false }, 'voice and text'],
  ])('refuse %o and say why, without the key', (options, words) => {
    expect(() => settingsFrom(options, PAGE)).toThrow(words);
    expect(() => settingsFrom(options, PAGE)).not.toThrow('sk_secret');
  });

  it('ask for the server where the script does not know where it came from', () => {
    expect(() => settingsFrom(OPTIONS, { ...PAGE, scriptUrl: '' })).toThrow('baseUrl');
  });
});

describe('attributes of the script', () => {
  it('are options', () => {
    const data = { agentId: 'a', apiKey: 'pk_1', theme: 'dark', open: '', captions: 'false' };
    expect(optionsFromAttributes(data)).toEqual({
      agentId: 'a',
      apiKey: 'pk_1',
      theme: 'dark',
      open: true,
      captions: false,
    });
  });

  it('mean nothing without an agent', () => {
    expect(optionsFromAttributes({ apiKey: 'pk_1' })).toBeUndefined();
  });
});
