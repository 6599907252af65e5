use crate::strings::tests::{check, check_errors};

#[test]
fn values_read_as_people_write_them() {
    check(&[
        ("''.format([])", "''"),
        ("'100%%'.format([])", "'100%'"),
        ("'%s|%s|%s'.format([1, 2u, true])", "'1|2|true'"),
        ("'%s'.format([null])", "'null'"),
        ("'%s %s'.format(['it\\'s', b'raw'])", "'it\\'s raw'"),
        ("'%s'.format([b'a\\xff\\xfeb\\xff'])", "'a\u{fffd}b\u{fffd}'"),
        ("'%s'.format([b'\\xff\\xe2\\x82\\xffb'])", "'\u{fffd}b'"),
        ("'%s %s'.format([1e21, 1e-7])", "'1000000000000000000000 0.0000001'"),
        ("'%s %s'.format([-0.0, 2.0])", "'-0 2'"),
        ("'%s'.format([duration('-1m30.5s')])", "'-90.5s'"),
        ("'%s'.format([timestamp('2026-01-04T03:40:00.5+01:00')])", "'2026-01-04T02:40:00.5Z'"),
        ("'%s %s %s'.format([int, type(1), type(null)])", "'int int null_type'"),
        ("'%s'.format([[]]) + '%s'.format([{}])", "'[]{}'"),
        ("'%s'.format([[1, [2.5, ['a']], {'k': []}]])", "'[1, [2.5, [a]], {k: []}]'"),
        ("'%s'.format([{'b': 1, 'a': {'d': 2, 'c': 3}}])", "'{a: {c: 3, d: 2}, b: 1}'"),
        ("'%s'.format([{10: 1, 9u: 2, true: 3, 'x': 4}])", "'{10: 1, 9: 2, true: 3, x: 4}'"),
        ("'%s'.format([[0.0 / 0.0, 1.0 / 0.0]])", "'[NaN, Infinity]'"),
        ("'é%s🐱'.format(['α'])", "'éα🐱'"),
    ]);
}

#[test]
fn numbers_have_all_their_digits() {
    check(&[
        (
            "'%d %d'.format([-9223372036854775808, 18446744073709551615u])",
            "'-9223372036854775808 18446744073709551615'",
        ),
        ("'%d %d'.format([3.14, 1e15])", "'3.14 1000000000000000'"),
        ("'%x %X'.format([-255, 255u])", "'-ff FF'"),
        ("'%x'.format([-9223372036854775808])", "'-8000000000000000'"),
        ("'%b %b %b %b'.format([-5, 5u, true, false])", "'-101 101 1 0'"),
        ("'%o %o'.format([-8, 8u])", "'-10 10'"),
        ("'%x %X'.format(['é', b'\\x0a\\xff'])", "'c3a9 0AFF'"),
        ("'%x'.format([''])", "''"),
    ]);
}

#[test]
fn fractions_are_rounded_to_the_even_digit() {
    check(&[
        ("'%.0f %.0f %.0f %.0f'.format([0.5, 1.5, 2.5, -2.5])", "'0 2 2 -2'"),
        ("'%.1f %.1f'.format([0.25, 0.75])", "'0.2 0.8'"),
        ("'%.2f %.2f'.format([1.005, 1])", "'1.00 1.00'"),
        ("'%f %f'.format([-0.0, 1e-9])", "'-0.000000 0.000000'"),
        ("'%.0e %.0e'.format([2.5, 3.5])", "'2e+00 4e+00'"),
        ("'%.1e %.1e'.format([-3.14, 9.99])", "'-3.1e+00 1.0e+01'"),
        ("'%.2e %.2e'.format([1e-300, 1.5e300])", "'1.00e-300 1.50e+300'"),
        ("'%e %e'.format([0.0, 18446744073709551615u])", "'0.000000e+00 1.844674e+19'"),
        ("'%f %e %d'.format([0.0 / 0.0, -1.0 / 0.0, 1.0 / 0.0])", "'NaN -Infinity Infinity'"),
        ("'%.1000f'.format([0.5]).size()", "1002"),
        ("'%.3f'.format([1e300]).size()", "305"),
        ("'%.007f'.format([1])", "'1.0000000'"),
    ]);
}

#[test]
fn wrong_texts_are_explained() {
    check_errors(&[
        (
            "'%a'.format([1])",
            "`%a` is not known: there are `%s`, `%d`, `%f`, `%e`, `%b`, `%o`, `%x` and `%X`, and \
             `%%` for a percent sign",
        ),
        (
            "'100% é'.format([1])",
            "`% ` is not known: there are `%s`, `%d`, `%f`, `%e`, `%b`, `%o`, `%x` and `%X`, and \
             `%%` for a percent sign",
        ),
        ("'100%'.format([1])", "the text ends after `%`; a percent sign is `%%`"),
        ("'100%%%'.format([1])", "the text ends after `%`; a percent sign is `%%`"),
        ("'%.2'.format([1])", "the text ends after `%.2`; a percent sign is `%%`"),
        ("'%.f'.format([1])", "a precision needs digits after `%.`, as in `%.3f`"),
        ("'%.-1f'.format([1])", "a precision needs digits after `%.`, as in `%.3f`"),
        ("'%.1001f'.format([1])", "a precision is at most 1000, not `1001`"),
        (
            "'%.99999999999999999999f'.format([1])",
            "a precision is at most 1000, not `99999999999999999999`",
        ),
        ("'%.3d'.format([1])", "`%.3d` cannot have a precision: only `%f` and `%e` can"),
        ("'%d %.1f'.format([1])", "there is no value for `%.1f`: the list has only 1"),
        ("'%s'.format([])", "there is no value for `%s`: the list has only 0"),
        ("'%d'.format(['1'])", "`%d` takes numbers, not `'1'`, which is a string"),
        ("'%.2f'.format([true])", "`%.2f` takes numbers, not `true`, which is a bool"),
        ("'%e'.format([null])", "`%e` takes numbers, not `null`, which is a null_type"),
        ("'%o'.format([1.5])", "`%o` takes whole numbers, not `1.5`, which is a double"),
        ("'%b'.format([[]])", "`%b` takes whole numbers and bools, not `[]`, which is a list"),
        (
            "'%X'.format([1.5])",
            "`%X` takes whole numbers, texts and bytes, not `1.5`, which is a double",
        ),
        (
            "'%s'.format([regex.extract('a', 'b')])",
            "`%s` takes what is in an optional value, not `optional.none()`",
        ),
    ]);
}
