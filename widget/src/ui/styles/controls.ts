/** The player's bar, the writing line, the sound settings, and the orb. */
export const CONTROLS = `
.bar{display:grid;grid-template-columns:1fr auto 1fr;align-items:center;background:var(--_mist);border-radius:16px;
padding:8px}
.time{font-variant-numeric:tabular-nums;font-weight:500;color:var(--_soft)}
.bar .time{padding-inline-start:8px}
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
.orb{position:relative;width:176px;height:176px;flex:none;color:var(--_primary);display:grid;
place-items:center;margin-bottom:4px;transition:.25s}
.orb>*{grid-area:1/1;border-radius:50%;width:var(--d);height:var(--d);
transform:scale(calc(1 + var(--level,0)*var(--reach)))}
.orb i{background:currentcolor;opacity:.09;--d:78%;--reach:.28}
.orb i:nth-child(2){opacity:.14;--d:64%;--reach:.3}
.orb i:nth-child(3){opacity:.22;--d:53%;--reach:.22}
.orb b{--d:42%;--reach:.1;background:radial-gradient(circle at 34% 28%,var(--_signal),var(--_primary) 60%,color-mix(in srgb,var(--_primary) 60%,#000))}
.orb[data-mood=listening]{color:var(--_signal)}
.orb[data-mood=idle] i,.orb[data-mood=waiting] i{animation:breathe 4s ease-in-out infinite}
.orb[data-mood=off]{filter:grayscale(.7);opacity:.6}
.orb::after{content:'';grid-area:1/1;width:51%;height:51%;border-radius:50%;border:3px solid transparent;
border-block-start-color:currentcolor;opacity:0}
.orb[data-mood=thinking]::after,.orb[data-mood=waiting]::after{opacity:1;animation:turn 1.1s linear infinite}
@keyframes breathe{50%{transform:scale(1.07)}}
@keyframes turn{to{rotate:1turn}}
@media (prefers-reduced-motion:reduce){*,::before,::after{animation:none!important;transition:none!important}}
@media (forced-colors:active){
.launcher,.act,.composer,.round,.line,.notice{border:1px solid ButtonText}
.orb,.dots{forced-color-adjust:none}
.act.primary,.round[aria-pressed=true]{background:Highlight;color:HighlightText;forced-color-adjust:none}
.stars label[data-on]{color:Highlight;forced-color-adjust:none}
}
`;
