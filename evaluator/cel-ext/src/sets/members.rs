//! The values that a list holds, found by their hash.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use gonogo_cel::cost::Size;
use gonogo_cel::function::Call;
use gonogo_cel::value::Number;
use gonogo_cel::{Fault, Value};

/// Units for the place of one more value, which is larger than an element of a list.
const PLACE: usize = 3;

/// Units, at most, for putting each element into its place or looking for it: its hash, one
/// value that is equal, and the place. Values of the host may be compared with more of them.
pub(crate) fn most_work(list: &Size) -> u64 {
    let looked_at = list.whole.saturating_mul(2);
    looked_at.saturating_add(list.most.saturating_mul(PLACE as u64))
}

/// Values of which no two are equal.
#[derive(Debug, Default)]
pub(crate) struct Members<'v> {
    values: Vec<Member<'v>>,
    /// The newest with this hash.
    newest: HashMap<u64, usize>,
}

#[derive(Debug)]
struct Member<'v> {
    value: &'v Value,
    /// The one before it with the same hash.
    before: Option<usize>,
}

impl<'v> Members<'v> {
    pub(crate) fn of(call: &Call<'_>, elements: &'v [Value]) -> Result<Self, Fault> {
        let mut members = Self::default();
        for element in elements {
            members.insert(call, element)?;
        }
        Ok(members)
    }

    /// Whether it was not there before.
    pub(crate) fn insert(&mut self, call: &Call<'_>, value: &'v Value) -> Result<bool, Fault> {
        let hash = hash(call, value, self.values.len())?;
        if self.has_with(call, value, hash)? {
            return Ok(false);
        }
        call.charge(PLACE)?;
        let before = self.newest.insert(hash, self.values.len());
        self.values.push(Member { value, before });
        Ok(true)
    }

    pub(crate) fn has(&self, call: &Call<'_>, value: &Value) -> Result<bool, Fault> {
        self.has_with(call, value, hash(call, value, self.values.len())?)
    }

    fn has_with(&self, call: &Call<'_>, value: &Value, hash: u64) -> Result<bool, Fault> {
        let at = |place: usize| self.values.get(place);
        let mut alike = self.newest.get(&hash).copied().and_then(at);
        while let Some(member) = alike {
            if call.equal(member.value, value)? {
                return Ok(true);
            }
            alike = member.before.and_then(at);
        }
        Ok(false)
    }
}

/// Equal values have equal hashes: numbers of all kinds by value, maps without order. The
/// hasher has no random start, so that the same values always cost the same. NaN equals nothing:
/// it has the hash of `turn`, so that many of them are not all compared with each other.
fn hash(call: &Call<'_>, value: &Value, turn: usize) -> Result<u64, Fault> {
    call.charge(units(value))?;
    let mut hasher = DefaultHasher::new();
    match value {
        Value::Null => "null".hash(&mut hasher),
        Value::Bool(truth) => truth.hash(&mut hasher),
        Value::Int(number) => hash_number(Number::Int(*number), &mut hasher),
        Value::Uint(number) => hash_number(Number::Uint(*number), &mut hasher),
        Value::Double(number) if number.is_nan() => turn.hash(&mut hasher),
        Value::Double(number) => hash_number(Number::Double(*number), &mut hasher),
        Value::String(text) => text.hash(&mut hasher),
        Value::Bytes(bytes) => bytes.hash(&mut hasher),
        Value::Timestamp(time) => time.hash(&mut hasher),
        Value::Duration(duration) => duration.hash(&mut hasher),
        Value::Type(name) => ("type", name).hash(&mut hasher),
        Value::List(elements) => {
            for element in elements.iter() {
                hash(call, element, turn)?.hash(&mut hasher);
            }
        }
        Value::Map(map) => {
            let mut sum = 0u64;
            for (key, value) in map.entries() {
                let entry = hash(call, key, turn)?.rotate_left(1) ^ hash(call, value, turn)?;
                sum = sum.wrapping_add(entry);
            }
            sum.hash(&mut hasher);
        }
        Value::Optional(held) => {
            let held = held.as_ref().map(|held| hash(call, held, turn)).transpose()?;
            held.hash(&mut hasher);
        }
        // Only the host knows which of its values are equal.
        Value::Opaque(opaque) => opaque.type_name().hash(&mut hasher),
    }
    Ok(hasher.finish())
}

fn hash_number(number: Number, hasher: &mut DefaultHasher) {
    match (number.as_integer(), number) {
        (Some(whole), _) => whole.hash(hasher),
        (None, Number::Double(fraction)) => fraction.to_bits().hash(hasher),
        (None, Number::Int(_) | Number::Uint(_)) => {}
    }
}

fn units(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len().div_ceil(10).max(1),
        Value::Bytes(bytes) => bytes.len().div_ceil(10).max(1),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::result_of;

    /// Values that are equal across kinds, and neighbours that are not.
    const AWKWARD: &str = r"[
        0, 0u, 0.0, -0.0, 1, 1u, 1.0, -1, -1.0, 0.5, 5e-324, true, false, null, '', '1', b'', b'1',
        9223372036854775807, 9223372036854775807u, 9223372036854775808.0, -9223372036854775808,
        -9223372036854775808.0, 18446744073709551615u, 18446744073709551616.0, 1e30, 1e31, 1.7e308,
        9007199254740993, 9007199254740992.0, 9007199254740992, 0.0 / 0.0, 1.0 / 0.0, -1.0 / 0.0,
        [], [[]], [1], [1.0], [1, 2], [2, 1], [0.0 / 0.0], [null], ['1'], [1, [2u]], [1u, [2.0]],
        {}, {1: 2}, {1u: 2.0}, {2: 1}, {'a': 1, 'b': [2]}, {'b': [2u], 'a': 1.0}, {'a': 1},
        int, uint, type(1), duration('60s'), duration('1m'), timestamp(60), timestamp(61),
        [].first(), [1].first(), [1u].last(), [[].first()].first(), [null].first(),
        ip('::1'), ip('0::1'), ip('::2'), cidr('::/0'), cidr('::1/0')
    ]";

    #[test]
    fn what_is_equal_is_found_and_nothing_else() {
        let agrees = |xs: &str| {
            format!("{xs}.all(a, {xs}.filter(b, sets.contains([a], [b]) != (a == b)) == [])")
        };
        assert_eq!(result_of(&agrees(AWKWARD)), "true");
    }
}
