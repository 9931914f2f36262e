import { describe, expect, it } from '@jest/globals';
import { renderBrandedMail } from './branded-mail.js';

const mail = renderBrandedMail({
  heading: 'Join <Acme> & "Sons"',
  paragraphs: ["<script>alert('x')</script>"],
  action: { label: 'Accept', url: 'https://voice.example/join#token=a&b="' },
  footnote: 'The link lives for a week.',
});

describe('branded mail', () => {
  it('lets no given value become markup', () => {
    expect(mail.html).not.toContain('<script>');
    expect(mail.html).toContain('&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;');
    expect(mail.html).toContain('Join &lt;Acme&gt; &amp; &quot;Sons&quot;');
    expect(mail.html).toContain('href="https://voice.example/join#token=a&amp;b=&quot;"');
  });

  it('says the same in plain text, link included', () => {
    expect(mail.text).toContain('Accept: https://voice.example/join#token=a&b="');
    expect(mail.text).toContain('The link lives for a week.');
  });
});
