//! What a page of a decision looks like, beside what it shares with replays.

pub(super) const STYLE: &str = "\
h1{display:flex;flex-wrap:wrap;align-items:center;gap:.3em .6em;font-size:1.3rem;overflow-wrap:anywhere;margin:0 0 .5rem}\
h2{margin:1.8rem 0 .6rem;font-size:1.1rem;overflow-wrap:anywhere}h3{font-size:1.02rem;margin:0;overflow-wrap:anywhere}\
.verdict{padding:.15em .55em;border-radius:.25em;color:#fff;font-size:1.25em;font-weight:700;letter-spacing:.02em;\
print-color-adjust:exact;-webkit-print-color-adjust:exact}\
.v1{background:#2a7239}.v2{background:#8a5b00}.v3{background:#b3261e}\
header{border-bottom:1px solid var(--grid);padding-bottom:.8rem}header p{margin:.3rem 0;overflow-wrap:anywhere}\
.because{font-size:1.05rem}.goif{font-size:1.05rem}.set{border-left:4px solid var(--warn);padding-left:.6rem}\
.card{border:1px solid var(--grid);border-left:6px solid;border-radius:4px;padding:.7rem .9rem;margin:.8rem 0}\
.card.c2{border-left-color:var(--nogo)}.card.c3{border-left-color:var(--roll)}.card.cw{border-left-color:var(--warn)}\
.asks{color:var(--dim);margin:0}.asks b{color:var(--fg)}.said{font-size:1.1rem;margin:.5rem 0;overflow-wrap:anywhere}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem .9rem;margin:.5rem 0}\
dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere;min-width:0}\
pre,code{font:13px/1.45 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}pre{margin:.4rem 0}\
details{margin:.5rem 0}summary{cursor:pointer;padding:.35rem .1rem;border-radius:3px;overflow-wrap:anywhere}\
.card details>summary{color:var(--dim)}main>details{border-top:1px solid var(--grid);margin:0}\
main>details>summary{font-weight:600;padding:.6rem .1rem}main>section+details{margin-top:1.5rem}\
summary:focus-visible{outline:3px solid var(--line);outline-offset:1px}\
table{border-collapse:collapse;width:100%;margin:.3rem 0}td,th{text-align:left;vertical-align:top;padding:.35rem .8rem .35rem 0;\
border-bottom:1px solid var(--grid);overflow-wrap:anywhere;font-weight:400;min-width:3.5rem}th{min-width:8rem}td b{font-weight:600}.yes{white-space:nowrap}th code{color:var(--dim)}\
.progress th{width:55%}.bar{display:block;height:6px;border-radius:3px;background:var(--grid);overflow:hidden;margin-top:.25rem;max-width:18rem}\
.bar i{display:block;height:100%}.whole{background:var(--go)}.part{background:var(--nogo)}\
.logic{margin:.3rem 0}.logic li,.items li,.names li{border:0;padding:.15rem 0;margin:0}\
.items li{padding-left:1.1em;text-indent:-1.1em}.items li:before{content:'▢ ';color:var(--dim)}\
details .items li:before{content:'– '}.names li:before{content:'? ';color:var(--dim)}\
main figure{margin:1rem 0}footer{margin-top:2rem;font-size:12px;overflow-wrap:anywhere}\
@media(max-width:40rem){.card{padding:.6rem .7rem}dl{gap:.2rem .6rem}}\
@media print{body{max-width:none;padding:0;font-size:11pt}details::details-content{content-visibility:visible;\
height:auto;block-size:auto}summary{list-style:none}figure,tr,dl,.card:not(:has(figure)){break-inside:avoid}h2,h3{break-after:avoid}\
svg,.card,.bar,.told i{print-color-adjust:exact;-webkit-print-color-adjust:exact}}";
