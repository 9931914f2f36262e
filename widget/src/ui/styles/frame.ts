/** Where the widget stands on the page: launcher, popup, bottom sheet on phones, or a container it fills. */
export const FRAME = `
.root[data-layout=popup]{position:fixed;z-index:999999999;inset-block-end:max(20px,env(safe-area-inset-bottom));
inset-inline-end:max(20px,env(safe-area-inset-right))}
.root[data-position$=start]{inset-inline:20px auto}
.root[data-position^=top]{inset-block:20px auto}
/* The mark alone is a circle. */
.launcher{height:56px;padding:0 13px;border-radius:28px;background:var(--_paper);box-shadow:0 16px 48px -12px #0006}
.launcher[data-live] .mark{animation:pulse 1.8s infinite}
.panel{overflow:hidden;flex-direction:column;width:100%;height:100%;background:var(--_paper)}
.panel[open]{display:flex}
.root[data-layout=inline]{height:100%;min-height:420px}
/* In a popup it stands where the launcher was. */
[data-layout=popup] .panel{position:relative;inset:auto;max-width:none;max-height:none;width:min(376px,100vw - 40px);
height:min(600px,100dvh - 40px);border:1px solid var(--_line);border-radius:20px;box-shadow:0 16px 48px -12px #0006}
.panel::backdrop{background:#0007}
@media (max-width:479.9px){
[data-layout=popup] .panel{position:fixed;inset:auto 0 0;width:100%;
height:min(640px,92dvh);border-radius:20px 20px 0 0;border-width:1px 0 0;
padding-bottom:env(safe-area-inset-bottom)}
}
@keyframes pulse{50%{opacity:.35}}
`;
