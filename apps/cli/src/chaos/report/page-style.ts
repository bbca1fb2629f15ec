/** Colours and type of the report; one for light and one for dark screens. */
export const PAGE_STYLE = `
:root { --ink:#1d2733; --soft:#66727f; --line:#d9dfe5; --paper:#f7f8fa; --card:#fff; --ok:#2f8f6b; --bad:#d2462f; --slow:#8a6fc0; --lag:#3b7dd8; --stale:#d2462f; --ready:#2f8f6b;
  --f0:#e0892b; --f1:#7c6fd6; --f2:#c94f7c; --f3:#2a9d8f; --f4:#b0772f; --f5:#5b7fa8; }
@media (prefers-color-scheme: dark) { :root { --ink:#e6ebf0; --soft:#97a3af; --line:#303a45; --paper:#12171d; --card:#1a2129; --ok:#4cb78f; --bad:#f0705a; --slow:#ab95e0; --lag:#6aa3ee; --stale:#f0705a; --ready:#4cb78f; } }
* { box-sizing:border-box }
body { margin:0; background:var(--paper); color:var(--ink); font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif; }
main { max-width:1180px; margin:0 auto; padding:36px 24px 80px; }
h1 { font-size:26px; margin:0 0 4px; letter-spacing:-.01em } h2 { font-size:18px; margin:0 0 2px }
p.lead { color:var(--soft); margin:0 0 24px; max-width:70ch }
.figures { display:grid; grid-template-columns:repeat(auto-fit,minmax(118px,1fr)); gap:10px; margin:0 0 28px }
.figure { background:var(--card); border:1px solid var(--line); border-radius:10px; padding:12px 14px }
.figure b { display:block; font-size:24px; line-height:1.15; font-variant-numeric:tabular-nums } .figure span { color:var(--soft); font-size:12.5px }
.figure.zero b { color:var(--ok) } .figure.wrong b { color:var(--bad) }
section { background:var(--card); border:1px solid var(--line); border-radius:12px; padding:20px 22px; margin:0 0 22px }
.verdict { display:inline-block; border-radius:99px; padding:1px 11px; font-size:12.5px; font-weight:600; vertical-align:2px; margin-left:8px; color:#fff; background:var(--ok) } .verdict.red { background:var(--bad) }
.about { color:var(--soft); font-size:13.5px; margin:0 0 14px }
.scroll { overflow-x:auto } table { border-collapse:collapse; width:100%; font-size:13.5px; font-variant-numeric:tabular-nums }
th { text-align:left; font-weight:600; color:var(--soft); font-size:12.5px } th,td { padding:5px 14px 5px 0; border-bottom:1px solid var(--line); vertical-align:top } tr:last-child td { border-bottom:0 }
td.n, th.n { text-align:right } ul.broken { color:var(--bad); font-size:13.5px; padding-left:18px }
svg { display:block; width:100%; height:auto; margin:6px 0 14px; font:11px system-ui,-apple-system,"Segoe UI",sans-serif }
svg text { fill:var(--ink) } svg .lane { font-weight:600; font-size:12px } svg .unit { fill:var(--soft); font-size:10.5px } svg .top,svg .second { fill:var(--soft); font-size:10.5px }
svg .top { text-anchor:end } svg .second { text-anchor:middle } svg .name { font-weight:600 } svg .target { font-weight:400; fill:var(--soft) }
.grid { stroke:var(--line); stroke-dasharray:2 4 } .foot,.tick { stroke:var(--line) }
rect.ok { fill:var(--ok) } rect.bad { fill:var(--bad) } .fill { opacity:.22; stroke:none } .line { fill:none; stroke-width:1.6; stroke-linejoin:round }
.slow.fill { fill:var(--slow) } .slow.line { stroke:var(--slow) } .lag.fill { fill:var(--lag) } .lag.line { stroke:var(--lag) } .stale.fill { fill:var(--stale) } .stale.line { stroke:var(--stale) }
.ready.fill { fill:var(--ready) } .ready.line { stroke:var(--ready) } circle.dark { fill:var(--bad) }
.fault .band { opacity:.2 } .fault .tail { opacity:.07 } .fault .well { stroke-width:1.4; stroke-dasharray:3 3 }
${[0, 1, 2, 3, 4, 5].map((at) => `.f${at} rect { fill:var(--f${at}) } .f${at} line { stroke:var(--f${at}) } .f${at} text.name { fill:var(--ink) }`).join('\n')}
`;
