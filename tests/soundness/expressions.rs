//! Expressions of a wanted type, written from the declared signatures.

use gonogo_cel::types::Parameter;
use gonogo_cel::{ObjectType, Type};

use crate::random::Random;
use crate::values::TEXTS;
use crate::world::{World, scalars};

pub(crate) struct Writer<'w> {
    pub(crate) world: &'w World,
    pub(crate) random: Random,
    /// The variables of the macros around.
    pub(crate) scope: Vec<(String, Type)>,
    /// How often each callable was written.
    pub(crate) used: Vec<u32>,
    /// After so many parts one gets another type than it should have.
    slip: Option<u32>,
}

/// What the parameters of a signature stand for.
pub(crate) type Bound = Vec<(&'static str, Type)>;

impl<'w> Writer<'w> {
    pub(crate) fn new(world: &'w World, seed: u64) -> Self {
        let used = vec![0; world.callables.len()];
        Self { world, random: Random::new(seed), scope: Vec::new(), used, slip: None }
    }

    /// An expression of some type.
    pub(crate) fn any(&mut self, depth: u32) -> Option<String> {
        let of = self.random.of(&self.world.types).clone();
        self.slip = None;
        self.write(&of, depth)
    }

    /// An expression with one part of a wrong type.
    pub(crate) fn ill_typed(&mut self, depth: u32) -> Option<String> {
        let of = self.random.of(&self.world.types).clone();
        self.slip = Some(1 + self.random.below(6) as u32);
        self.write(&of, depth)
    }

    pub(crate) fn write(&mut self, wanted: &Type, depth: u32) -> Option<String> {
        let wanted = &self.slipped(wanted);
        if depth == 0 {
            return self.leaf(wanted, 0);
        }
        for _ in 0..12 {
            let written = match self.random.below(15) {
                0 | 1 => self.leaf(wanted, depth),
                2 => self.conditional(wanted, depth),
                3 => self.part(wanted, depth),
                4..=6 => self.macro_call(wanted, depth - 1),
                7 => self.held(wanted, depth - 1),
                8 => self.bound(wanted, depth - 1),
                9 if self.random.one_in(2) => self.block(wanted, depth - 1),
                _ => self.call(wanted, depth - 1),
            };
            if written.is_some() {
                return written;
            }
        }
        self.leaf(wanted, depth)
    }

    fn slipped(&mut self, wanted: &Type) -> Type {
        match self.slip {
            Some(0) => {
                self.slip = None;
                self.random.of(&self.world.types).clone()
            }
            Some(left) => {
                self.slip = Some(left - 1);
                wanted.clone()
            }
            None => wanted.clone(),
        }
    }

    fn leaf(&mut self, wanted: &Type, depth: u32) -> Option<String> {
        if self.random.one_in(2) {
            let literal = self.literal(wanted, depth);
            return literal.or_else(|| self.variable(wanted));
        }
        self.variable(wanted).or_else(|| self.literal(wanted, depth))
    }

    pub(crate) fn variable(&mut self, wanted: &Type) -> Option<String> {
        let (mut names, mut found) = (Vec::new(), Vec::new());
        for (name, of) in self.scope.iter().rev() {
            if !names.contains(&name) {
                names.push(name);
                found.extend((of == wanted).then_some(name));
            }
        }
        let root = |place: &str| place.split('.').next().map(str::to_owned);
        let places = self.world.places.iter().filter(|(place, of)| {
            of == wanted && !names.iter().any(|name| root(place).as_ref() == Some(name))
        });
        found.extend(places.map(|(place, _)| place));
        (!found.is_empty()).then(|| (*self.random.of(&found)).clone())
    }

    fn literal(&mut self, wanted: &Type, depth: u32) -> Option<String> {
        let choices: &[&str] = match wanted {
            Type::Null => &["null"],
            Type::Bool => &["true", "false"],
            Type::Int => &["0", "1", "2", "-1", "0x10", "9223372036854775807"],
            Type::Uint => &["0u", "1u", "7u"],
            Type::Double => &["0.0", "1.5", "-2e3"],
            Type::String => return Some(format!("'{}'", self.random.of(TEXTS))),
            Type::Bytes => &["b'a'", "b''", r"b'\xff'"],
            Type::Timestamp => &["timestamp('2026-01-04T03:40:00Z')", "timestamp(0)"],
            Type::Duration => &["duration('5m')", "duration('-1h')"],
            Type::Dyn => {
                let of = self.random.of(&scalars()).clone();
                return Some(format!("dyn({})", self.write(&of, depth.saturating_sub(1))?));
            }
            Type::List(element) => return self.list(element, depth.saturating_sub(1)),
            Type::Map(pair) => return self.map(pair, depth.saturating_sub(1)),
            Type::Type(of) => {
                return Some(format!("type({})", self.write(of, depth.saturating_sub(1))?));
            }
            Type::Opaque(_) if wanted.as_optional().is_some() => {
                return self.optional(wanted.as_optional()?, depth.saturating_sub(1));
            }
            Type::Opaque(_) => match wanted.to_string().as_str() {
                "net.IP" => &["ip('::1')", "ip('10.0.0.1')"],
                "net.CIDR" => &["cidr('10.0.0.0/8')", "cidr('::/0')"],
                "quantity(share)" => &["quantity('5%')", "quantity('0.1 ratio')"],
                "quantity(bytes)" => &["quantity('5GB')"],
                "quantity(rate)" => &["quantity('500/min')"],
                _ => return None,
            },
            Type::Object(_) | Type::Broken | Type::Number | Type::Parameter(_) => return None,
        };
        Some((*self.random.of(choices)).to_owned())
    }

    fn list(&mut self, element: &Type, depth: u32) -> Option<String> {
        let elements: Option<Vec<String>> = (0..self.random.below(4))
            .map(|_| {
                let of = self.element(element, depth);
                self.item(&of, depth).map(|(mark, item)| format!("{mark}{item}"))
            })
            .collect();
        Some(format!("[{}]", elements?.join(", ")))
    }

    /// Lists of anything hold different things.
    fn element(&mut self, of: &Type, depth: u32) -> Type {
        match of {
            Type::Dyn if depth > 0 => self.random.of(&self.world.types).clone(),
            Type::Dyn => self.random.of(&scalars()).clone(),
            _ => of.clone(),
        }
    }

    fn map(&mut self, pair: &(Type, Type), depth: u32) -> Option<String> {
        let mut entries = Vec::new();
        for _ in 0..self.random.below(4) {
            let (key, value) = (self.element(&pair.0, depth), self.element(&pair.1, depth));
            let key = self.write(&key, depth)?;
            let (mark, value) = self.item(&value, depth)?;
            entries.push(format!("{mark}{key}: {value}"));
        }
        Some(format!("{{{}}}", entries.join(", ")))
    }

    fn conditional(&mut self, wanted: &Type, depth: u32) -> Option<String> {
        let condition = self.write(&Type::Bool, depth - 1)?;
        let (yes, no) = (self.write(wanted, depth - 1)?, self.write(wanted, depth - 1)?);
        Some(format!("(({condition}) ? ({yes}) : ({no}))"))
    }

    /// A field of an object or a value of a map.
    fn part(&mut self, wanted: &Type, depth: u32) -> Option<String> {
        let mut holders = vec![(Type::map(Type::String, wanted.clone()), "a".to_owned())];
        for (_, of) in &self.world.places {
            if let Type::Object(object) = of {
                holders.extend(fields(object, wanted).map(|field| (of.clone(), field)));
            }
        }
        let (holder, field) = self.random.of(&holders).clone();
        Some(format!("({}).{field}", self.write(&holder, depth - 1)?))
    }

    fn call(&mut self, wanted: &Type, depth: u32) -> Option<String> {
        let fitting: Vec<(usize, Bound)> = (0..self.world.callables.len())
            .filter_map(|at| {
                let mut bound = Vec::new();
                let result = &self.world.callables[at].signature.result;
                gives(result, wanted, &mut bound).then_some((at, bound))
            })
            .collect();
        if fitting.is_empty() {
            return None;
        }
        // Of two the one that was written less often, so that all get their turn.
        let (a, b) = (self.random.of(&fitting).clone(), self.random.of(&fitting).clone());
        let (at, bound) = if self.used[a.0] <= self.used[b.0] { a } else { b };
        self.call_of(at, bound, depth)
    }

    /// A call by this very signature.
    pub(crate) fn call_of(&mut self, at: usize, mut bound: Bound, depth: u32) -> Option<String> {
        let callable = &self.world.callables[at];
        let mut parameters = callable.signature.parameters.clone();
        if callable.signature.is_variadic
            && let Some(last) = parameters.last().cloned()
        {
            parameters.extend(std::iter::repeat_n(last, self.random.below(3)));
        }
        // What only a host makes is one of its variables: they settle what `T` is.
        for parameter in parameters.iter().filter(|of| matches!(of, Type::Opaque(_))) {
            let held = self
                .world
                .places
                .iter()
                .map(|(_, of)| of)
                .filter(|of| gives(parameter, of, &mut bound.clone()));
            let held: Vec<&Type> = held.collect();
            if !held.is_empty() {
                gives(parameter, held[self.random.below(held.len())], &mut bound);
            }
        }
        let mut args = Vec::new();
        for parameter in &parameters {
            let of = self.ground(parameter, &mut bound);
            args.push(self.argument(&of, depth)?);
        }
        self.used[at] += 1;
        Some(callable.written(&args))
    }

    /// Sometimes what fits only because its type is left open.
    fn argument(&mut self, of: &Type, depth: u32) -> Option<String> {
        let written = self.write(of, depth)?;
        Some(if self.random.one_in(12) { format!("dyn({written})") } else { written })
    }

    /// The type with its parameters replaced by types.
    fn ground(&mut self, of: &Type, bound: &mut Bound) -> Type {
        let (random, types) = (&mut self.random, &self.world.types);
        of.map_leaves(&mut |leaf| match leaf {
            Type::Parameter(Parameter::Declared(name)) => {
                let known = bound.iter().find(|(known, _)| known == name);
                Some(known.map(|(_, of)| of.clone()).unwrap_or_else(|| {
                    let keys = [Type::Bool, Type::Int, Type::Uint, Type::String];
                    let chosen = random.of(if *name == "K" { &keys } else { types }).clone();
                    bound.push((name, chosen.clone()));
                    chosen
                }))
            }
            Type::Number => Some(random.of(&[Type::Int, Type::Uint, Type::Double]).clone()),
            Type::Dyn => Some(random.of(types).clone()),
            _ => None,
        })
    }
}

fn fields(object: &ObjectType, wanted: &Type) -> impl Iterator<Item = String> {
    object.fields().filter(move |(_, of)| *of == wanted).map(|(field, _)| field.to_owned())
}

/// Whether a result of this declared type may be of the wanted one.
fn gives(declared: &Type, wanted: &Type, bound: &mut Bound) -> bool {
    match (declared, wanted) {
        (Type::Parameter(Parameter::Declared(name)), _) => {
            let known = bound.iter().find(|(known, _)| known == name).map(|(_, of)| of.clone());
            match known {
                Some(of) => of == *wanted,
                None => {
                    bound.push((name, wanted.clone()));
                    true
                }
            }
        }
        (Type::List(a), Type::List(b)) | (Type::Type(a), Type::Type(b)) => gives(a, b, bound),
        (Type::Map(a), Type::Map(b)) => gives(&a.0, &b.0, bound) && gives(&a.1, &b.1, bound),
        (Type::Opaque(a), Type::Opaque(b)) => {
            a.name == b.name
                && a.parameters.len() == b.parameters.len()
                && a.parameters.iter().zip(&b.parameters).all(|(a, b)| gives(a, b, bound))
        }
        _ => declared == wanted,
    }
}
