import { describe, expect, it } from '@jest/globals';
import type { EmbedSnippets } from '@orbisvoice/contracts';
import { embedLines } from './embed-lines.js';
import { USUAL_OPTIONS, type EmbedOptions } from './embed-options.js';

const data = 'data-agent-id="a-1" data-api-key="YOUR_PUBLISHABLE_KEY"';
const SNIPPETS: EmbedSnippets = {
  agentId: 'a-1',
  script: `<script async src="https://voice.example/widget.js" ${data}></script>`,
  pinnedScript: `<script async src="https://voice.example/widget@1.js" integrity="sha384-x" crossorigin="anonymous" ${data}></script>`,
  iframe: '<iframe src="https://voice.example/embed/a-1" title="Ada"></iframe>',
  contentSecurityPolicy: { script: {}, iframe: {} },
  current: { version: '1', url: 'https://voice.example/widget@1.js', integrity: 'sha384-x', bytes: 1 },
};
const lines = (form: Parameters<typeof embedLines>[0], options: Partial<EmbedOptions> = {}, rest = {}) =>
  embedLines(form, SNIPPETS, {
    options: { ...USUAL_OPTIONS, ...options },
    apiKey: '',
    pinned: false,
    ...rest,
  });

describe('the lines for a site', () => {
  it('are those of the API where nothing is chosen', () => {
    expect(lines('script')).toBe(SNIPPETS.script);
    expect(lines('iframe')).toBe(SNIPPETS.iframe);
    expect(lines('script', {}, { pinned: true })).toBe(SNIPPETS.pinnedScript);
  });

  it('carry key and options as attributes that a browser reads back', () => {
    const text = lines(
      'script',
      { theme: 'dark', label: 'Say "hi" <&>', ways: 'voice', captions: false },
      { apiKey: 'ov_pk_live_x' },
    );
    const page = new DOMParser().parseFromString(text, 'text/html');
    expect({ ...page.querySelector('script')?.dataset }).toEqual({
      agentId: 'a-1',
      apiKey: 'ov_pk_live_x',
      theme: 'dark',
      label: 'Say "hi" <&>',
      text: 'false',
      captions: 'false',
    });
  });

  it('carry them as code that cannot end its script element', () => {
    const text = lines('code', { label: '</script><b>' }, { apiKey: 'ov_pk_live_x' });
    expect(text.match(/<\/script>/g)).toHaveLength(2);
    const code = /init\((\{[^]*\})\)/.exec(text)?.[1] ?? '';

    expect(new Function(`return (${code})`)()).toEqual({
      agentId: 'a-1',
      apiKey: 'ov_pk_live_x',
      label: '</script><b>',
    });
    expect(text.split('\n')[0]).toBe('<script src="https://voice.example/widget.js"></script>');
  });

  it('carry them as properties of the component', () => {
    expect(lines('react', { lang: 'de', rating: false }).split('\n')).toEqual([
      `import { OrbisVoice } from '@orbisvoice/widget/react';`,
      '',
      '<OrbisVoice',
      '  src="https://voice.example/widget.js"',
      '  agentId={"a-1"}',
      '  apiKey={"YOUR_PUBLISHABLE_KEY"}',
      '  lang={"de"}',
      '  rating={false}',
      '/>;',
    ]);
  });

  it('give a frame what its page understands', () => {
    expect(lines('iframe', { theme: 'dark', lang: 'de', label: 'x' })).toContain(
      '/embed/a-1?lang=de&amp;theme=dark"',
    );
  });
});
