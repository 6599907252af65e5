package my_policy_test

import data.my_policy

asked(value) := answer if {
	answer := my_policy.deny with input as {"facts": value, "config": {"limit": 5}}
}

test_within if asked({"value": 5}) == set()

test_above if count(asked({"value": 5.1})) == 1

test_absent if not asked({})
