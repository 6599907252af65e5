//! A plan of 2 MB: as people write them, wrongly decoded, nothing but short items, and nothing but
//! criteria.
//!
//! `cargo bench -p gonogo-plan`

use divan::{Bencher, black_box, counter::BytesCount};
use gonogo_plan::{read, read_by};

/// As the command has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZE: usize = 2_000_000;

fn main() {
    divan::main();
}

/// A section of a plan, over and over.
fn plan() -> String {
    let section = "\
## 🚀 Step: traffic on the new version

The switch goes on **only** when `error_rate` stays below 0.1 % for ten minutes; see the
[runbook](runbook.md) for what to do when it does not.

| Metric | Target | Action |
|---|---|---|
| Error rate | < 0.1 % | pause and look |
| p95 latency | < 200 ms | pause and look |

**Before the switch:**
- [x] Backup completed (owner: Ana Ruiz, due: 2026-01-04)
- [ ] Dashboards open on the wall
  - [ ] Error rate – by source
  - [~] Old dashboards
1. Start the workers
   - [ ] Queue empty

```bash
kubectl rollout status deployment/checkout --timeout=5m
```

```
Database:
  [ ] Replica caught up
  [ ] Disk has room
```

### Rollback triggers

- Error rate > 1 % for 5 minutes → page the owner
- p99 latency exceeds 800 ms
- Any failed payments

### Phase 2: canary (5 % of the traffic)

Monitor for 30 minutes, look every 5 minutes. Everything else stays as it was before, and nobody
needs to do anything until the phase is over and the numbers have been looked at by the team.

### Sign-off

| Role | Name | Approval | Date |
|---|---|---|---|
| QA Lead | Ana Ruiz | ✅ | 2026-01-04 |
| Owner | | ⬜ Approved / ⬜ Rejected | |

";
    section.repeat(SIZE / section.len() + 1)
}

/// As if its bytes had been read as another encoding.
fn damaged() -> String {
    plan().replace('✅', "âœ…").replace('⬜', "â¬œ").replace('🚀', "ğŸš€").replace('–', "â€“")
}

#[divan::bench]
fn written(bencher: Bencher) {
    run(bencher, plan());
}

/// As the command does it.
#[divan::bench]
#[expect(clippy::disallowed_methods, reason = "the crate is pure, its bench is not")]
fn written_by_two_threads(bencher: Bencher) {
    let text = plan();
    let read = || {
        read_by(black_box(&text), |part, rest| {
            std::thread::scope(|scope| {
                scope.spawn(part);
                rest();
            });
        })
    };
    bencher.counter(BytesCount::of_str(text.as_str())).bench(read);
}

#[divan::bench]
fn wrongly_decoded(bencher: Bencher) {
    run(bencher, damaged());
}

#[divan::bench]
fn short_items(bencher: Bencher) {
    run(bencher, "- [ ] a\n".repeat(SIZE / 8));
}

/// A criterion in every line.
#[divan::bench]
fn criteria(bencher: Bencher) {
    let line = "- p99 latency of checkout exceeds 800 ms for 5 minutes\n";
    run(bencher, format!("# Rollback triggers\n{}", line.repeat(SIZE / line.len())));
}

fn run(bencher: Bencher, text: String) {
    bencher.counter(BytesCount::of_str(text.as_str())).bench(|| read(black_box(&text)));
}
