import { escapeHtml as escape } from './escape-html.js';

export interface BrandedMail {
  heading: string;
  paragraphs: readonly string[];
  action?: { label: string; url: string };
  /** The small print: how long a link lives, what to do if the mail was not expected. */
  footnote: string;
}

// Mail readers know neither CSS variables nor classes: the light tokens of the brand, inline.
const INK = '#0B1020';
const MIST = '#F3F5FB';
const LINE = '#D9DEEC';
const ORBIS = '#4F46E5';
const FONT = "font-family:Inter,'Segoe UI',Helvetica,Arial,sans-serif";

const paragraph = (text: string): string =>
  `<p style="margin:0 0 16px;${FONT};font-size:16px;line-height:24px;color:${INK}">${escape(text)}</p>`;

const button = ({ label, url }: { label: string; url: string }): string =>
  `<p style="margin:24px 0"><a href="${escape(url)}" style="display:inline-block;padding:12px 24px;border-radius:12px;background:${ORBIS};color:#FFFFFF;${FONT};font-size:16px;font-weight:600;text-decoration:none">${escape(label)}</a></p>` +
  `<p style="margin:0 0 16px;${FONT};font-size:13px;line-height:20px;color:${INK}">Or open this address: <a href="${escape(url)}" style="color:${ORBIS};word-break:break-all">${escape(url)}</a></p>`;

/** One mail in the look of the brand and in plain text; every given value is text and can never become markup. */
export function renderBrandedMail(mail: BrandedMail): { html: string; text: string } {
  const { heading, paragraphs, action, footnote } = mail;
  const html =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(heading)}</title></head>` +
    `<body style="margin:0;padding:32px 16px;background:${MIST}">` +
    `<div style="max-width:560px;margin:0 auto;padding:32px;background:#FFFFFF;border:1px solid ${LINE};border-radius:12px">` +
    `<p style="margin:0 0 24px;${FONT};font-size:16px;font-weight:700;color:${ORBIS}">OrbisVoice</p>` +
    `<h1 style="margin:0 0 16px;${FONT};font-size:22px;line-height:30px;color:${INK}">${escape(heading)}</h1>` +
    paragraphs.map(paragraph).join('') +
    (action ? button(action) : '') +
    `<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid ${LINE};${FONT};font-size:13px;line-height:20px;color:${INK}">${escape(footnote)}</p>` +
    `</div></body></html>`;
  const text = [
    heading,
    ...paragraphs,
    ...(action ? [`${action.label}: ${action.url}`] : []),
    footnote,
    'OrbisVoice',
  ];
  return { html, text: `${text.join('\n\n')}\n` };
}
