//! Values that may be absent, names for values, and blocks.

use gonogo_cel::{ObjectType, Type};

use crate::expressions::Writer;
use crate::world::scalars;

impl Writer<'_> {
    /// An optional value that holds one of this type.
    pub(crate) fn optional(&mut self, held: &Type, depth: u32) -> Option<String> {
        match self.random.below(8) {
            0 => Some("optional.none()".to_owned()),
            1 => Some(format!("optional.of({})", self.write(held, depth)?)),
            2 => self.optional_index(held, depth),
            3 => self.optional_field(held, depth),
            4 => self.optional_map("optMap", held, depth),
            5 => self.optional_map("optFlatMap", &Type::optional(held.clone()), depth),
            6 => {
                let (first, other) = (self.optional(held, 0)?, self.optional(held, 0)?);
                Some(format!("({first}).or({other})"))
            }
            _ => Some(format!("optional.ofNonZeroValue({})", self.write(held, depth)?)),
        }
    }

    /// `a[?i]`, of a list, a map, or an optional one.
    fn optional_index(&mut self, held: &Type, depth: u32) -> Option<String> {
        let key = self.random.of(&[Type::Int, Type::String, Type::Bool, Type::Uint]).clone();
        let (container, index) = match self.random.one_in(2) {
            true => (Type::list(held.clone()), Type::Int),
            false => (Type::map(key.clone(), held.clone()), key),
        };
        let container = self.perhaps_optional(container);
        let (container, index) = (self.write(&container, depth)?, self.write(&index, depth)?);
        Some(format!("({container})[?{index}]"))
    }

    /// `a.?b`, of a map, an object, or an optional one.
    fn optional_field(&mut self, held: &Type, depth: u32) -> Option<String> {
        let mut holders = vec![(Type::map(Type::String, held.clone()), "a".to_owned())];
        for (_, of) in &self.world.places {
            if let Type::Object(object) = of {
                holders.extend(held_fields(object, held).map(|field| (of.clone(), field)));
            }
        }
        let (holder, field) = self.random.of(&holders).clone();
        let holder = self.perhaps_optional(holder);
        Some(format!("({}).?{field}", self.write(&holder, depth)?))
    }

    fn perhaps_optional(&mut self, of: Type) -> Type {
        if self.random.one_in(4) { Type::optional(of) } else { of }
    }

    fn optional_map(&mut self, name: &str, body: &Type, depth: u32) -> Option<String> {
        let of = self.random.of(&self.world.types).clone();
        let range = self.optional(&of, depth.saturating_sub(1))?;
        let (variable, body) = self.inside(of, body, depth)?;
        Some(format!("({range}).{name}({variable}, {body})"))
    }

    /// What an optional value holds, or something else.
    pub(crate) fn held(&mut self, wanted: &Type, depth: u32) -> Option<String> {
        let optional = self.optional(wanted, depth)?;
        if self.random.one_in(4) {
            return Some(format!("({optional}).value()"));
        }
        Some(format!("({optional}).orValue({})", self.write(wanted, depth)?))
    }

    /// `cel.bind(x, a, b)`
    pub(crate) fn bound(&mut self, wanted: &Type, depth: u32) -> Option<String> {
        let of = self.random.of(&self.world.types).clone();
        let value = self.write(&of, depth)?;
        let (variable, body) = self.inside(of, wanted, depth)?;
        Some(format!("cel.bind({variable}, {value}, {body})"))
    }

    /// `cel.block([a, b], c)`, in which each may use those before.
    pub(crate) fn block(&mut self, wanted: &Type, depth: u32) -> Option<String> {
        let outside = self.scope.len();
        let mut values = Vec::new();
        for at in 0..1 + self.random.below(3) {
            let of = self.random.of(&self.world.types).clone();
            let value = self.write(&of, depth.min(1));
            values.extend(value);
            if values.len() != at + 1 {
                self.scope.truncate(outside);
                return None;
            }
            self.scope.push((format!("cel.index({at})"), of));
        }
        let body = self.write(wanted, depth);
        self.scope.truncate(outside);
        Some(format!("cel.block([{}], {})", values.join(", "), body?))
    }

    /// A list sorted by what is found for each element.
    pub(crate) fn sorted(&mut self, element: &Type, depth: u32) -> Option<String> {
        let range = self.write(&Type::list(element.clone()), depth)?;
        let keys: Vec<Type> = scalars().into_iter().filter(|of| *of != Type::Null).collect();
        let key = self.random.of(&keys).clone();
        let (variable, body) = self.inside(element.clone(), &key, depth)?;
        Some(format!("({range}).sortBy({variable}, {body})"))
    }

    /// An element of a list, or an entry's value, that may be absent.
    pub(crate) fn item(&mut self, of: &Type, depth: u32) -> Option<(&'static str, String)> {
        if self.random.one_in(6) {
            return Some(("?", self.optional(of, depth.min(1))?));
        }
        Some(("", self.write(of, depth)?))
    }
}

fn held_fields(object: &ObjectType, held: &Type) -> impl Iterator<Item = String> {
    object.fields().filter(move |(_, of)| *of == held).map(|(field, _)| field.to_owned())
}
