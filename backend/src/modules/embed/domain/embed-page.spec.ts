import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { embedHtml, embedPolicy, REFUSAL_POLICY, refusalHtml, type EmbedPage } from './embed-page.js';

const page: EmbedPage = {
  agentId: '0195d8a0-0000-7000-8000-000000000001',
  title: 'Reception',
  language: 'en-US',
  theme: 'auto',
  gatewayOrigin: 'wss://voice.example',
  frameAncestors: ["'self'", 'https://shop.example'],
  nonce: 'n0nce',
};

describe('the page for a frame', () => {
  it('runs our script and its own few lines, and nothing else', () => {
    const policy = embedPolicy(page);
    expect(policy).toContain("default-src 'none'; script-src 'self' 'nonce-n0nce'; style-src 'nonce-n0nce'");
    expect(policy).toContain("connect-src 'self' wss://voice.example");
    expect(policy).not.toMatch(/unsafe|\*|script-src [^;]*(blob|data):/);
    const html = embedHtml(page);
    for (const [tag] of html.matchAll(/<(script|style)\b[^>]*>/g))
      expect(tag).toMatch(/nonce="n0nce"|src="\/widget.js"/);
    expect(html).not.toMatch(/ on[a-z]+=| style=/);
  });

  it('may be framed by the allowed sites, and by none where there are none', () => {
    expect(embedPolicy(page)).toMatch(/frame-ancestors 'self' https:\/\/shop\.example$/);
    expect(embedPolicy({ ...page, frameAncestors: [] })).toMatch(/frame-ancestors 'none'$/);
  });

  it('shows names as text, whatever they contain', () => {
    const evil = `</title><script>alert("1")</script>'&`;
    expect(embedHtml({ ...page, title: evil, language: evil })).not.toContain('<script>alert');
    expect(refusalHtml(evil)).toContain(
      '&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;',
    );
  });

  it('refuses in words that any site may show, under a policy that lets nothing in but their style', () => {
    const [, style = ''] = /<style>([^]*)<\/style>/.exec(refusalHtml('No.')) ?? [];
    const digest = createHash('sha256').update(style).digest('base64');
    expect(REFUSAL_POLICY).toBe(
      `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'; frame-ancestors *`,
    );
  });
});
