package canary_test

import data.canary

# Around a centre, always the same.
series(centre, count_of) := {
	"unit": "ms",
	"samples": [[i, (centre + ((i * 37) % 101)) - 50] | some i in numbers.range(1, count_of)],
}

asked(of, base, config) := answer if {
	answer := canary.rollback with input as {
		"facts": {"canary": of, "stable": base},
		"config": config,
	}
}

test_like_the_stable_release if asked(series(1000, 240), series(1000, 240), {}) == set()

test_slow if {
	some finding in asked(series(1100, 240), series(1000, 120), {})
	finding.id == "canary"
}

test_small_shift if asked(series(1030, 240), series(1000, 240), {}) == set()

test_small_shift_that_matters if {
	config := {"min_effect": {"value": 1, "unit": "%"}}
	count(asked(series(1030, 240), series(1000, 240), config)) == 1
}

test_low_is_bad if {
	count(asked(series(900, 60), series(1000, 60), {"direction": "low"})) == 1
	asked(series(900, 60), series(1000, 60), {}) == set()
}

test_too_few if not asked(series(1100, 59), series(1000, 240), {})

test_two_units if {
	not asked(series(1100, 240), object.union(series(1000, 240), {"unit": "s"}), {})
}

test_no_floor if {
	zeros := {"unit": "ms", "samples": [[i, 0] | some i in numbers.range(1, 60)]}
	not asked(series(1000, 60), zeros, {})
	asked(zeros, zeros, {}) == set()
}

test_ties if {
	canary.ties == 30 with input as {
		"facts": {
			"canary": {"samples": [[1, 5], [2, 5], [3, 7]]},
			"stable": {"samples": [[1, 5], [2, 7], [3, 8]]},
		},
		"config": {},
	}
}
