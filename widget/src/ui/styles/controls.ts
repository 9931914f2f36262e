/** The player's bar, the writing line, the sound settings, and the orb. */
export const CONTROLS = `
.bar{display:grid;grid-template-columns:1fr auto 1fr;align-items:center;background:var(--_mist);border-radius:16px;
padding:8px}
.time{font-variant-numeric:tabular-nums;font-weight:500;color:var(--_soft)}
.bar .time{padding:8px}
.mid{display:flex;gap:8px}
.bar .last{justify-self:end}
.round[aria-pressed=true]{background:var(--_ink);color:var(--_paper)}
.round.end{background:var(--_bad);color:var(--_paper)}
.composer{display:flex;gap:4px;border:1px solid var(--_edge);border-radius:16px;padding:4px;align-items:center}
.composer:focus-within{outline:2px solid var(--_signal);outline-offset:1px}
.composer input{flex:1;min-width:0;border:0;background:none;padding:0 12px;height:44px;font-size:16px;
outline:0;box-shadow:none}
.composer input::placeholder{color:var(--_soft);opacity:1}
.composer .round{background:var(--_primary);color:var(--_on);border-radius:12px}
.sound{display:grid;gap:12px;border:1px solid var(--_line);border-radius:16px;padding:16px}
.sound label{display:grid;gap:4px;font-size:13px;color:var(--_soft)}
.sound input{width:100%;height:44px;accent-color:var(--_primary);margin:-8px 0}
.sound select{width:100%;height:44px;border:1px solid var(--_edge);border-radius:12px;background:var(--_paper);
color:var(--_ink);padding:0 12px;font-size:16px}
.orb{font-size:176px;width:1em;height:1em;flex:none;color:var(--_primary);display:grid;place-items:center;transition:.25s;forced-color-adjust:none}
.orb b,.orb::after{grid-area:1/1;border-radius:50%;width:.42em;height:.42em}
.orb b{background:radial-gradient(circle at 34% 28%,var(--_signal),var(--_primary) 60%);
animation:breathe 4s ease-in-out infinite;--halo:color-mix(in srgb,currentcolor 14%,#0000);--reach:calc(.06em + var(--level,0)*.04em);
box-shadow:0 0 0 var(--reach) var(--halo),0 0 0 calc(2*var(--reach)) var(--halo),0 0 0 calc(3*var(--reach)) var(--halo)}
.orb[data-mood=listening]{color:var(--_signal)}
.orb[data-mood=off]{opacity:.5}
.orb[data-mood=thinking]::after,.orb[data-mood=waiting]::after{content:'';padding:.04em;border:3px solid transparent;
border-top-color:currentcolor;animation:turn 1.1s linear infinite}
@keyframes breathe{50%{scale:1.07}}
@keyframes turn{to{rotate:1turn}}
@media (prefers-reduced-motion:reduce){*,::before,::after{animation:none!important;transition:none!important}}
`;
