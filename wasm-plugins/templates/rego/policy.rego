# A number that must not be above a limit.
package my_policy

# Each element stops the release; an empty set is a pass. Without `value` or `limit` it is
# undefined, which never is a go: a set that is built element by element would be empty.
# METADATA
# entrypoint: true
deny := {finding |
	input.facts.value > input.config.limit
	finding := {
		"id": "limit",
		"msg": "the value is above its limit",
		"evidence": {"value": input.facts.value},
	}
} if {
	is_number(input.facts.value)
	is_number(input.config.limit)
}
