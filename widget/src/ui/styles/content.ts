/** What stands in the panel. */
export const CONTENT = `
header{display:flex;align-items:center;gap:8px;padding:12px 16px 8px;min-height:60px}
h2{font-weight:600;font-size:16px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;flex:1}
.badge{font-size:12px;color:var(--_soft)}
/* Clear borders are seen where the system brings colours of its own. */
.round{width:44px;height:44px;border:1px solid transparent;border-radius:50%;display:grid;place-items:center;
color:var(--_soft);flex:none}
.round[aria-expanded=true]{background:var(--_line);color:var(--_ink)}
.scroll{flex:1;min-height:0;overflow:auto;display:flex;flex-direction:column;padding:0 20px;overscroll-behavior:contain}
.head,.alert,.foot,.actions,.log{display:flex;flex-direction:column;gap:8px}
.head{align-items:center;justify-content:center;text-align:center;flex:1 0 auto;padding:8px 0}
.status{display:contents}
.title{font-weight:600;font-size:20px;line-height:1.25}
.hint{color:var(--_soft);max-width:30ch}
.alert{align-items:center}
.alert .icon{color:var(--_bad)}
.notice{text-align:start;width:100%}
.notice,.line{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--_mist);border:1px solid transparent;
border-radius:16px;padding:8px 12px}
.note{color:var(--_soft);font-size:13px;text-align:center}
.note a{color:inherit;display:inline-block;padding:12px 0}
.foot{padding:8px 20px 16px}
.act,.launcher{font-weight:600;display:flex;align-items:center;justify-content:center;gap:8px;border:1px solid var(--_line)}
.act{min-height:48px;border-radius:12px;padding:0 16px}
.act.primary{background:var(--_primary);color:var(--_on);border-color:transparent}
.log{padding:8px 0 12px;flex:none}
.line{max-width:86%;align-self:flex-start}
.line.user{align-self:flex-end;background:color-mix(in srgb,var(--_primary) 13%,var(--_paper))}
.line.open{color:var(--_soft)}
.line.cut::after{content:' ...';color:var(--_soft)}
.dots{color:var(--_soft);margin-bottom:12px;animation:pulse 1.2s infinite}
.panel[data-log] .head{flex:none;position:sticky;top:0;background:var(--_paper);z-index:1}
.panel[data-log] .log{margin-top:auto}
.panel[data-log] .orb{font-size:80px}
.panel[data-bar=chat] .head{padding:0}
.panel[data-bar=chat] .title{font-size:13px;font-weight:500;color:var(--_soft)}
.stars{display:flex;justify-content:center}
.stars label{cursor:pointer;color:var(--_edge);position:relative}
.stars label[data-on]{color:var(--_primary)}
.stars label[data-on] .icon{fill:currentcolor}
.brand{display:flex;align-items:center;justify-content:center;gap:4px;font-size:12px;color:var(--_soft)}
`;
