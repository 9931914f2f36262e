import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { EmbedSnippets } from '@orbisvoice/contracts';
import { embedSnippets } from './embed-snippets.js';
import { widgetBuild } from './widget-build.js';

const build = widgetBuild('1.2.3', Buffer.from('speak()'));
const place = {
  agentId: '0195d8a0-0000-7000-8000-000000000001',
  agentName: 'Ana "the voice" <b>',
  origin: 'https://voice.example',
  gatewayOrigin: 'wss://stream.voice.example',
  build,
};

describe('a build of the widget', () => {
  it('is named by its release and its content', () => {
    expect(build.version).toMatch(/^1\.2\.3-[0-9a-f]{10}$/);
    expect(widgetBuild('1.2.3', Buffer.from('speak()')).version).toBe(build.version);
    expect(widgetBuild('1.2.3', Buffer.from('speak(1)')).version).not.toBe(build.version);
  });

  it('has the integrity that browsers compute', () => {
    expect(build.integrity).toBe(`sha384-${createHash('sha384').update('speak()').digest('base64')}`);
  });
});

describe('the lines to copy', () => {
  const snippets = EmbedSnippets.strict().parse(embedSnippets(place));

  it('pin a build by address and content', () => {
    expect(snippets.pinnedScript).toContain(`src="https://voice.example/widget@${build.version}.js"`);
    expect(snippets.pinnedScript).toContain(`integrity="${build.integrity}" crossorigin="anonymous"`);
  });

  it('say what a policy has to allow, and nothing wider', () => {
    expect(snippets.contentSecurityPolicy).toEqual({
      script: {
        'script-src': 'https://voice.example/widget.js',
        'connect-src': 'https://voice.example wss://stream.voice.example',
      },
      iframe: { 'frame-src': 'https://voice.example' },
    });
  });

  it('let the frame use the microphone, and stay one tag whatever the agent is called', () => {
    expect(snippets.iframe).toMatch(/^<iframe [^<>]* allow="microphone; autoplay" [^<>]*><\/iframe>$/);
  });
});
