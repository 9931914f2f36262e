const LIGHT = `
--_ink:var(--orbis-ink,#0b1020);--_soft:#4a5374;--_paper:var(--orbis-paper,#fff);--_mist:#f3f5fb;--_line:#d9deec;
--_edge:#7d86a8;--_primary:var(--orbis-primary,#4f46e5);--_on:var(--orbis-on-primary,#fff);
--_signal:var(--orbis-signal,#06b6d4);--_bad:#b91c1c;color-scheme:light;`;

const DARK = `
--_ink:var(--orbis-ink,#f5f7ff);--_soft:#aab3d1;--_paper:var(--orbis-paper,#0b1020);--_mist:#141a2e;--_line:#27304d;
--_edge:#68739b;--_primary:var(--orbis-primary,#8b85ff);--_on:var(--orbis-on-primary,#0b1020);
--_signal:var(--orbis-signal,#22d3ee);--_bad:#f87171;color-scheme:dark;`;

/** The brand's tokens. A page sets `--orbis-…` on the widget or anywhere above it. */
export const TOKENS = `
:host{all:initial}
[hidden],p:empty,.time:empty{display:none!important}
*,::before,::after{box-sizing:border-box}
.root{${LIGHT}font:15px/1.45 'Inter Variable',Inter,system-ui,sans-serif;color:var(--_ink);
-webkit-text-size-adjust:100%}
.root[data-theme=dark]{${DARK}}
@media (prefers-color-scheme:dark){.root[data-theme=auto]{${DARK}}}
h2,p,fieldset,button,input,select{margin:0;padding:0;border:0;font:inherit;color:inherit}
button{background:none;cursor:pointer}
:focus-visible{outline:2px solid var(--_ink);outline-offset:2px;box-shadow:0 0 0 4px var(--_signal)}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.icon{fill:none;stroke:currentcolor;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
svg{flex:none;display:block}
.mark{fill:currentcolor;color:var(--_primary)}
.arc{fill:none;stroke:currentcolor;stroke-width:2.6;stroke-linecap:round}
`;
