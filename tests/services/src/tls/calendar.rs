//! Dates as certificates write them.

/// `YYYYMMDDHHMMSSZ` of seconds since 1970. Days to date by Howard Hinnant's
/// `civil_from_days`.
pub(super) fn asn1(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z")
}

#[test]
fn dates_are_written() {
    let check = |seconds: i64, expected: &str| assert_eq!(asn1(seconds), expected, "{seconds}");
    check(0, "19700101000000Z");
    check(-1, "19691231235959Z");
    check(951_782_400, "20000229000000Z");
    check(1_773_144_000, "20260310120000Z");
    check(4_107_542_399, "21000228235959Z");
}
