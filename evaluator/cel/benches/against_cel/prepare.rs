//! From the text of the metrics expression to what can be evaluated. The crate `cel` has no
//! type checker: its `compile` is parsing with macros.

use divan::{Bencher, black_box};
use gonogo_cel::Limits;

use crate::METRICS;

mod parse {
    use super::*;

    #[divan::bench]
    fn gonogo(bencher: Bencher<'_, '_>) {
        let limits = Limits::DEFAULT;
        bencher.bench_local(|| gonogo_cel::syntax::parse(black_box(METRICS), &limits));
    }

    #[divan::bench]
    fn cel(bencher: Bencher<'_, '_>) {
        bencher.bench_local(|| cel::Env::default().parser().parse(black_box(METRICS)));
    }

    #[divan::bench]
    fn cel_core(bencher: Bencher<'_, '_>) {
        bencher.bench_local(|| cel_core::parse(black_box(METRICS)));
    }
}

mod compile {
    use super::*;
    use crate::ours::env;
    use crate::theirs::env_of_cel_core;

    #[divan::bench]
    fn gonogo(bencher: Bencher<'_, '_>) {
        let env = env();
        bencher.bench_local(|| env.compile(black_box(METRICS)));
    }

    #[divan::bench]
    fn cel(bencher: Bencher<'_, '_>) {
        bencher.bench_local(|| cel::Program::compile(black_box(METRICS)));
    }

    #[divan::bench]
    fn cel_core(bencher: Bencher<'_, '_>) {
        let env = env_of_cel_core();
        bencher.bench_local(|| env.compile(black_box(METRICS)).map(|ast| env.program(&ast)));
    }
}
