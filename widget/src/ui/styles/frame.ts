/** Where the widget stands on the page: launcher, popup, bottom sheet on phones, or a container it fills. */
export const FRAME = `
.root[data-layout=popup]{position:fixed;z-index:2147483000;inset-block-end:max(20px,env(safe-area-inset-bottom));
inset-inline-end:max(20px,env(safe-area-inset-right))}
.root[data-position$=start]{inset-inline:20px auto}
.root[data-position^=top]{inset-block:20px auto}
.launcher{display:flex;align-items:center;gap:8px;min-height:56px;min-width:56px;justify-content:center;
padding:0 16px;border-radius:28px;background:var(--_paper);color:var(--_ink);font-weight:600;
border:1px solid var(--_line);box-shadow:0 16px 48px -12px #0006}
.launcher:hover{background:var(--_mist)}
.launcher:not(.labelled){padding:0}
.launcher[data-live]::after{content:'';width:8px;height:8px;border-radius:50%;background:var(--_signal);
animation:pulse 1.8s infinite}
/* In a popup it stands where the launcher was. */
.panel{position:relative;inset:auto;margin:0;padding:0;border:1px solid var(--_line);border-radius:20px;background:var(--_paper);color:inherit;
box-shadow:0 16px 48px -12px #0006;overflow:hidden;flex-direction:column;max-width:none;max-height:none}
.panel[open]{display:flex;animation:rise .22s ease-out}
[data-layout=popup] .panel{width:min(376px,calc(100vw - 40px));height:min(600px,calc(100dvh - 40px))}
.root[data-layout=inline]{height:100%;min-height:420px}
[data-layout=inline] .panel{width:100%;height:100%;border-radius:0;border:0;box-shadow:none;animation:none}
.panel::backdrop{background:#0007}
@media (max-width:479.9px){
[data-layout=popup] .panel{position:fixed;inset:auto 0 0;width:100%;
height:min(640px,92dvh);border-radius:20px 20px 0 0;border-width:1px 0 0;
padding-bottom:env(safe-area-inset-bottom)}
}
@keyframes rise{from{opacity:0;transform:translateY(12px) scale(.98)}}
@keyframes pulse{50%{opacity:.35}}
`;
