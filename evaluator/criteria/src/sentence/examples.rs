//! Sentences as people write them, and what they say.

use super::{Expected, Manner, read};
use crate::Comparison;
use crate::statement::Statement;
use crate::words::amount::Decimals;
use crate::words::token::Tokens;

fn shown(statement: &Statement) -> String {
    let comparison = match &statement.comparison {
        Comparison::Limit { comparator, amount } => {
            let unit = amount.unit.as_deref().unwrap_or_default();
            format!("{comparator:?} {}{unit}", amount.number)
        }
        Comparison::Reference { comparator, amount, relation, to } => {
            let unit = amount.unit.as_deref().unwrap_or_default();
            format!("{comparator:?} {}{unit} {relation:?} {to:?}", amount.number)
        }
        Comparison::Between { low, high } => format!("{} to {}", low.number, high.number),
        Comparison::Quorum { comparator, passed, of } => format!("{comparator:?} {passed}/{of}"),
        Comparison::Trend(trend) => format!("{trend:?}"),
    };
    let mut text = format!("{} {comparison}", statement.metric);
    if let Some(statistic) = statement.statistic {
        text += &format!(" {statistic:?}");
    }
    if let Some(time) = statement.sustained {
        text += &format!(" for {}", time.seconds);
    }
    if let Some(time) = statement.window {
        text += &format!(" over {}", time.seconds);
    }
    if let Some(unclear) = statement.unclear {
        text += &format!(" {unclear:?}?");
    }
    text
}

fn check(expected: Expected, cases: &[(&str, &str)]) {
    let mut tokens = Tokens::default();
    for (text, said) in cases {
        tokens.read(text);
        let decimals = if text.contains("0,5") { Decimals::Comma } else { Decimals::Point };
        let found = read(&tokens, Manner { expected, decimals });
        let found: Vec<String> = found.statements.iter().map(shown).collect();
        assert_eq!(found.join("; "), *said, "{text}");
    }
}

#[test]
fn limits_are_compared_in_signs_and_words() {
    check(
        Expected::Statements,
        &[
            ("Error rate < 1 %", "Error rate Below 1%"),
            ("Error rate > 5% for 1h30m", "Error rate Above 5% for 5400"),
            ("Error rate > 5% for 1h30", "Error rate Above 5% Time?"),
            ("Error rate ≥ 4 %, 3 consecutive minutes", "Error rate AtLeast 4% for 180"),
            ("Error rate > 5% in two consecutive 1-minute windows", "Error rate Above 5% Time?"),
            ("Error rate (Target: < 0.5% for canary)", "Error rate Below 0.5%"),
            ("Fehlerquote unter 0,5 %", "Fehlerquote Below 0.5%"),
            ("the queue must not exceed 1,000 jobs", "queue AtMost 1000"),
            ("Conversion rate is no lower than 98 percent", "Conversion rate AtLeast 98%"),
            ("Test coverage is 85%+", "Test coverage AtLeast 85%"),
            ("<15 minute recovery", "recovery Below 15min"),
            ("Infrastructure healthy (< 70% CPU/Mem)", "CPU Below 70%; memory Below 70%"),
            ("CPU between 20% and 75%", "CPU 20 to 75"),
            ("fewer than 5 errors", "errors Below 5"),
            ("Blue → green: latency > 2 s", "latency Above 2s"),
            ("payments >= 99.9%, refunds < 0.5%", "payments AtLeast 99.9%; refunds Below 0.5%"),
            ("Staging: 100% pass rate required", "Staging Equal 100%"),
        ],
    );
}

#[test]
fn statistics_are_told_from_names() {
    check(
        Expected::Statements,
        &[
            ("P95 latency exceeds 1 second", "latency Above 1s Percentile(950)"),
            ("Response time < 300ms (p99)", "Response time Below 300ms Percentile(990)"),
            (
                "Response Time: p50 < 200ms, p95 < 500ms",
                "Response Time Below 200ms Percentile(500); Response Time Below 500ms Percentile(950)",
            ),
            ("99% of requests complete within 300ms", "requests AtMost 300ms Percentile(990)"),
            ("Times under 200ms for 95% of requests", "Times Below 200ms Percentile(950)"),
            ("Average query time > 2 s", "query time Above 2s Average"),
        ],
    );
}

#[test]
fn how_long_is_told_from_over_which_time() {
    check(
        Expected::Statements,
        &[
            ("Error rate > 1% for 5 minutes", "Error rate Above 1% for 300"),
            ("error rate > 2 % (> 10 min)", "error rate Above 2% for 600"),
            ("latency > 2s for two consecutive minutes", "latency Above 2s for 120"),
            ("more than 5 errors in 5 minutes", "errors Above 5 over 300"),
            ("errors above 100 per minute", "errors Above 100/min"),
            ("errors above 100 per 5 minutes", "errors Above 100 over 300"),
            ("Memory growing > 2%/hour", "Memory growing Above 2% over 3600"),
            ("burn < 1 (1h window)", "burn Below 1 over 3600"),
            ("System stable 24 hours", "System stable AtLeast 24h"),
            ("latency > 2 s for three checks in a row", "latency Above 2s Time?"),
            ("depth returns to < 100 within 10 min", "depth Below 100 over 600 Time?"),
        ],
    );
}

#[test]
fn references_say_what_they_mean_or_are_asked_about() {
    check(
        Expected::Statements,
        &[
            ("Performance below 80% baseline", "Performance Below 80% Share Baseline"),
            ("latency within 10 % of baseline", "latency AtMost 10% Around Baseline"),
            ("errors > 2x the average", "errors Above 2 Share Baseline"),
            ("the error rate is twice the baseline", "error rate AtLeast 2 Share Baseline"),
            ("error rate exceeds the baseline by 1 %", "error rate Above 1% More Baseline"),
            ("crashes 20% above the previous version", ""),
            ("latency > 20 % vs baseline", "latency Above 20% Share Baseline Reference?"),
            ("latency rises by more than 20 %", "latency Above 20% Change?"),
            ("more than 3 failures per 10,000", "failures Above 3 Ratio?"),
            ("staging is slightly higher than staging", ""),
        ],
    );
}

#[test]
fn nothing_all_and_trends_are_statements() {
    check(
        Expected::Statements,
        &[
            ("No unexpected errors in logs", "unexpected errors Equal 0"),
            ("no data loss and no duplicate orders", "data loss Equal 0; duplicate orders Equal 0"),
            ("5xx errors detected", "5xx errors Above 0"),
            ("5xx errors > 10", "5xx errors Above 10"),
            ("If 19/20 tests pass", "tests pass Equal 19/20"),
            ("If < 19/20 pass", "pass Below 19/20"),
            ("All 20 smoke tests pass", "smoke tests Equal 20/20"),
            ("Error rate < 1 % and not increasing", "Error rate Below 1%; Error rate NotRising"),
            ("No increase in error rates", "error rates NotRising"),
            ("Root endpoint returns 200 OK", "Root endpoint Equal 200"),
            ("24/7 support, 10 dashboards, 2026-01-04 02:00", ""),
            ("Increase to 25% of traffic", ""),
            ("`error_rate < 5`", ""),
        ],
    );
}

#[test]
fn figures_alone_count_where_they_are_expected() {
    check(Expected::Statements, &[("Uptime: 99.9 %", ""), ("0.1-0.5%", "")]);
    check(
        Expected::Criteria,
        &[
            ("Broken links: 0", "Broken links Equal 0"),
            ("back on blue (5 seconds)", "back on blue Equal 5s"),
        ],
    );
    check(Expected::Figures, &[("99.9%", " Equal 99.9%"), ("0.1-0.5%", " 0.1 to 0.5")]);
}
