import { escapeHtml } from './escape-html.js';
import type { StoredMail } from './mail-store.js';

const STYLE = `
:root{color-scheme:light dark;--ink:#0B1020;--paper:#fff;--mist:#F3F5FB;--line:#D9DEEC}
@media(prefers-color-scheme:dark){:root{--ink:#F5F7FF;--paper:#0B1020;--mist:#141A2E;--line:#27304D}}
body{margin:0 auto;max-width:760px;padding:32px 16px;font:16px/1.5 Inter,'Segoe UI',sans-serif;color:var(--ink);background:var(--paper)}
details{margin:12px 0;border:1px solid var(--line);border-radius:12px;background:var(--mist)}
summary{padding:12px 16px;cursor:pointer}
small{opacity:.75}
iframe{width:100%;height:460px;border:0;border-top:1px solid var(--line);background:#fff;border-radius:0 0 12px 12px}`;

/** Mail is somebody's text, so each lives in a frame that may run nothing and reach nothing; links open outside. */
function entry({ to, subject, html, createdAt }: StoredMail, open: boolean): string {
  const frame = `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="${escapeHtml(subject)}" srcdoc="${escapeHtml(`<base target="_blank">${html}`)}"></iframe>`;
  return `<details${open ? ' open' : ''}><summary><strong>${escapeHtml(subject)}</strong><br><small>to ${escapeHtml(to)} at ${createdAt.toISOString()}</small></summary>${frame}</details>`;
}

export function devMailPage(mails: readonly StoredMail[]): string {
  const list = mails.map((mail, index) => entry(mail, index === 0)).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Local mail · OrbisVoice</title><style>${STYLE}</style></head><body><h1>Local mail</h1><p>No mail server is configured (SMTP_URL), so mail stays here.</p>${list || '<p>No mail yet.</p>'}</body></html>`;
}
