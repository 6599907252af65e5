//! The look of pictures, in light and dark.

/// Shared by SVG and HTML; `root` is what the colours are declared on.
pub(super) fn colours(root: &str) -> String {
    format!(
        "{root}{{--bg:#fff;--fg:#1b1f24;--dim:#667078;--grid:#e4e8ec;--line:#2563a8;--n1:#b0308c;--n2:#8a5a1f;--n3:#5b49c9;--n4:#64702a;--n5:#56616c;\
         --go:#5aa469;--nogo:#e0a500;--roll:#cf3a35;--none:#98a1a9;--warn:#1f9aa8;--limit:#a1242f;--amber:#8a5b00;--mark:#6b4fbb}}\
         @media screen and (prefers-color-scheme:dark){{{root}{{--bg:#14171a;--fg:#e6e9ec;--dim:#97a1aa;\
         --grid:#2b3138;--line:#78b0f0;--n1:#f08fd3;--n2:#d9a86a;--n3:#a99cff;--n4:#b9c46a;--n5:#aab4be;--go:#4f9a60;--nogo:#d6a419;--roll:#e5524c;--none:#68727b;--warn:#3fb7c4;\
         --limit:#ff8d86;--amber:#e8b44a;--mark:#b39bff}}}}"
    )
}

/// Shapes, by class.
pub(super) const SHAPES: &str = "\
.l1{fill:var(--go)}.l2{fill:var(--nogo)}.l3{fill:var(--roll)}.lw{fill:var(--warn)}\
.s1{fill:var(--none);opacity:.16}.s2{fill:var(--warn);opacity:.2}.s3{fill:var(--nogo);opacity:.2}\
.s4{fill:var(--roll);opacity:.2}\
.o1,.o2,.o3{fill:var(--roll);opacity:.1}\
.grid{stroke:var(--grid);stroke-width:1}\
.line{fill:none;stroke:var(--line);stroke-width:1.4;stroke-linejoin:round;stroke-linecap:round}\
.n1{stroke:var(--n1)}.n2{stroke:var(--n2)}.n3{stroke:var(--n3)}.n4{stroke:var(--n4)}.n5{stroke:var(--n5)}\
.dots{stroke-dasharray:1 4;stroke-width:2}\
.limit{stroke:var(--limit);stroke-width:1.2;stroke-dasharray:6 4}\
.limit.warns{stroke:var(--amber)}.lim.warns{color:var(--amber)}\
.i1{fill:var(--none);opacity:.7}.i2{fill:var(--mark);opacity:.9}.mark{stroke:var(--mark);stroke-width:1.5}.edge{stroke:var(--mark);stroke-width:1;stroke-dasharray:2 3}\
.false{stroke:var(--fg);stroke-width:2}";
