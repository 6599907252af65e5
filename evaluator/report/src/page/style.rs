//! What a page of a decision looks like, beside what it shares with replays.

pub(super) const STYLE: &str = "\
.verdict{display:inline-block;padding:.1em .5em;border-radius:.25em;color:#fff;margin-right:.4em}\
.v1{background:#2f7d43}.v2{background:#8f5f00}.v3{background:#b3261e}\
.goif{font-size:1.05rem;margin:.6rem 0}.set{border-left:4px solid var(--warn);padding-left:.6rem}\
.card{border:1px solid var(--grid);border-left:5px solid;border-radius:4px;padding:.6rem .9rem;margin:.7rem 0}\
.card.c2{border-left-color:var(--nogo)}.card.c3{border-left-color:var(--roll)}.card.cw{border-left-color:var(--warn)}\
.card h3{margin:0 0 .3rem;font-size:1.02rem}.asks{font-weight:400;color:var(--dim)}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem .8rem;margin:.3rem 0}\
dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}\
pre,code{font:13px/1.45 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}pre{margin:.4rem 0}\
summary{cursor:pointer;padding:.3rem 0}details>summary{color:var(--dim)}main>details>summary{color:var(--fg);font-weight:600}\
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.25rem .8rem .25rem 0;\
border-bottom:1px solid var(--grid);overflow-wrap:anywhere;font-weight:400}\
.logic{margin:.3rem 0}.logic li{border:0;padding:.1rem 0;margin:0}\
figure{margin:1rem 0}footer{margin-top:2rem;font-size:12px;overflow-wrap:anywhere}\
@media print{details:not([open])>*:not(summary){display:block}body{max-width:none}.card{break-inside:avoid}}";
