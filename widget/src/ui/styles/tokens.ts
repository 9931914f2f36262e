const LIGHT = `
--_ink:var(--orbis-ink,#0b1020);--_paper:var(--orbis-paper,#fff);--_mist:#f3f5fb;--_line:#d9deec;
--_primary:var(--orbis-primary,#4f46e5);--_on:var(--orbis-on-primary,#fff);
--_signal:var(--orbis-signal,#06b6d4);--_bad:#b91c1c;color-scheme:light;`;

const DARK = `
--_ink:var(--orbis-ink,#f5f7ff);--_paper:var(--orbis-paper,#0b1020);--_mist:#141a2e;--_line:#27304d;
--_primary:var(--orbis-primary,#8b85ff);--_on:var(--orbis-on-primary,#0b1020);
--_signal:var(--orbis-signal,#22d3ee);--_bad:#f87171;color-scheme:dark;`;

/** The brand's tokens. A page sets `--orbis-…` on the widget or anywhere above it. */
export const TOKENS = `
:host{all:initial;display:contents}
[hidden],p:empty,.time:empty{display:none!important}
*{box-sizing:border-box}
.root{${LIGHT}--_soft:color-mix(in srgb,var(--_ink) 70%,var(--_paper));
--_edge:color-mix(in srgb,var(--_ink) 50%,var(--_paper));font:15px/1.45 Inter,system-ui,sans-serif;color:var(--_ink);
-webkit-text-size-adjust:100%}
.root[data-theme=dark]{${DARK}}
@media (prefers-color-scheme:dark){.root[data-theme=auto]{${DARK}}}
dialog,h2,p,fieldset,button,input,select{margin:0;padding:0;border:0;font:inherit;color:inherit}
button{background:none;cursor:pointer}
button:hover{border-color:currentcolor}
:focus-visible,.stars label:focus-within{outline:2px solid var(--_ink);outline-offset:2px;box-shadow:0 0 0 4px var(--_signal)}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;opacity:0;white-space:nowrap}
.icon,.arc{fill:none;stroke:currentcolor;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
svg{flex:none}
.mark{fill:currentcolor;color:var(--_primary)}
.arc{stroke-width:2}
`;
