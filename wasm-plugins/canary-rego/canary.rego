# Whether a canary is worse than the stable release, by a series of each: the same calculation as of
# `canary.vs(stable, 60).worse('high', '5%')` in an expression, so that both say the same.
#
# What takes one walk over all pairs elsewhere is read off sorted samples here: the number of stable
# samples below one of the canary is its place among all less its place among those of the canary.
package canary

# Of 98 % confidence, both ways.
z := 2.3263478740408408

# Up to 50 samples a side have an exact distribution, which is not calculated here.
fewest := 51

# A finding where the canary is worse, none where it is not, and undefined where that cannot be told.
# METADATA
# entrypoint: true
rollback := {finding | is_worse; finding := worse} if {
	is_comparable
	not lacks_floor
}

worse := {
	"id": "canary",
	"msg": sprintf("the canary is worse: its median is %v, that of the stable release %v", [
		median(canary),
		median(stable),
	]),
	"evidence": {"samples": sprintf("%d against %d", [n, m]), "floor": floor_of_shift},
}

is_comparable if {
	input.facts.canary.unit == input.facts.stable.unit
	min_samples >= fewest
	n >= min_samples
	m >= min_samples
}

# There is a difference, and no share of a median of 0 says whether it matters.
lacks_floor if {
	floor_of_shift == 0
	least_effect > 0
	is_worse
}

is_worse if {
	is_significant
	is_beyond_floor
}

canary := [oriented(sample[1]) | some sample in input.facts.canary.samples]

stable := [oriented(sample[1]) | some sample in input.facts.stable.samples]

default direction := "high"

direction := input.config.direction

oriented(value) := value if direction == "high"

oriented(value) := 0 - value if direction == "low"

default min_samples := 60

min_samples := input.config.min_samples

default least_effect := 0.05

least_effect := input.config.min_effect.value / 100 if input.config.min_effect.unit == "%"

n := count(canary)

m := count(stable)

pairs := n * m

floor_of_shift := least_effect * abs(median(stable))

# Mann and Whitney's test with corrections for ties and continuity. Squares are compared, since there
# is no square root.
is_significant if {
	beyond := (((above(stable, 0) + at_least(stable)) - pairs) / 2) - 0.5
	beyond >= 0
	beyond * beyond >= (z * z) * variance
}

variance := (pairs / 12) * (((n + m) + 1) - (ties / ((n + m) * ((n + m) - 1))))

# Moses' interval of the shift: its lower end lies beyond the floor if fewer differences are within the
# floor than the interval leaves out.
is_beyond_floor if {
	within := pairs - above(stable, floor_of_shift)
	left_out := ((pairs / 2) - within) - 1
	left_out >= 0
	left_out * left_out >= (((z * z) * pairs) * ((n + m) + 1)) / 12
}

# Pairs in which the canary's sample is more than that above the stable one. Of equals the canary's
# comes first, so that it has not yet passed the other.
above(base, shift) := passed(
	sort(array.concat(
		[[value, 0] | some value in canary],
		[[value + shift, 1] | some value in base],
	)),
	0,
)

# Pairs in which it is above or equal.
at_least(base) := passed(
	sort(array.concat(
		[[value, 1] | some value in canary],
		[[value, 0] | some value in base],
	)),
	1,
)

passed(merged, of_canary) := sum([place | some place, entry in merged; entry[1] == of_canary]) - ((n * (n - 1)) / 2)

# The sum of t³ − t over the groups of t equal samples.
ties := sum([cube |
	some at, start in starts
	length := end(at) - start
	cube := ((length * length) * length) - length
])

all_sorted := sort(array.concat(canary, stable))

starts := [place | some place, _ in all_sorted; is_start(place)]

is_start(0)

is_start(place) if all_sorted[place] != all_sorted[place - 1]

end(at) := starts[at + 1]

end(at) := n + m if at == count(starts) - 1

median(values) := sort(values)[(count(values) - 1) / 2] if count(values) % 2 == 1

median(values) := (sorted[half - 1] + sorted[half]) / 2 if {
	count(values) % 2 == 0
	sorted := sort(values)
	half := count(values) / 2
}
