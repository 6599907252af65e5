//! Unification: which types the parameters of a signature stand for.
//!
//! The rules are those of the reference checker: `dyn` fits everything both ways, a
//! parameter that is bound keeps the more general of two types that fit each other.

use std::sync::Arc;

use super::{OpaqueType, Parameter, Type};

/// What each fresh parameter stands for so far.
#[derive(Debug, Default)]
pub struct Substitution {
    bound: Vec<Option<Type>>,
    /// What was bound before, newest last, so that a failed attempt can be taken back.
    trail: Vec<(u32, Option<Type>)>,
    nulls: Nulls,
}

/// Whether `null` may stand for times and optional values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nulls {
    #[default]
    Refused,
    Stand,
}

/// Parts of a type that a parameter stands for.
const LARGEST: usize = 1_000;

/// Whether the type has no more than so many parts; what is left of them.
fn fits_into(of: &Type, left: &mut usize) -> bool {
    let Some(less) = left.checked_sub(1) else {
        return false;
    };
    *left = less;
    match of {
        Type::List(part) | Type::Type(part) => fits_into(part, left),
        Type::Map(pair) => fits_into(&pair.0, left) && fits_into(&pair.1, left),
        Type::Opaque(opaque) => opaque.parameters.iter().all(|part| fits_into(part, left)),
        Type::Dyn
        | Type::Broken
        | Type::Null
        | Type::Bool
        | Type::Int
        | Type::Uint
        | Type::Double
        | Type::Number
        | Type::String
        | Type::Bytes
        | Type::Timestamp
        | Type::Duration
        | Type::Object(_)
        | Type::Parameter(_) => true,
    }
}

impl Substitution {
    pub fn fresh(&mut self) -> Type {
        self.bound.push(None);
        Type::Parameter(Parameter::Fresh(self.bound.len() as u32 - 1))
    }

    /// A signature's types with its declared parameters made fresh, consistently.
    pub fn instantiate(&mut self, types: &[&Type]) -> Vec<Type> {
        let mut names: Vec<(&'static str, Type)> = Vec::new();
        let mut instantiated = Vec::with_capacity(types.len());
        for of in types {
            instantiated.push(of.map_leaves(&mut |leaf| match leaf {
                Type::Parameter(Parameter::Declared(name)) => {
                    let known = names.iter().find(|(known, _)| known == name);
                    Some(known.map(|(_, of)| of.clone()).unwrap_or_else(|| {
                        let fresh = self.fresh();
                        names.push((name, fresh.clone()));
                        fresh
                    }))
                }
                _ => None,
            }));
        }
        instantiated
    }

    /// The type with every bound parameter replaced by what it stands for.
    pub fn apply(&self, of: &Type) -> Type {
        if !of.has_parameters() {
            return of.clone();
        }
        of.map_leaves(&mut |leaf| match leaf {
            Type::Parameter(Parameter::Fresh(_)) => Some(match self.resolve(leaf) {
                free @ Type::Parameter(_) => free,
                bound => self.apply(&bound),
            }),
            _ => None,
        })
    }

    /// Like `apply`, and what is still free becomes `dyn`.
    pub fn close(&self, of: &Type) -> Type {
        if !of.has_parameters() {
            return of.clone();
        }
        self.apply(of).map_leaves(&mut |leaf| match leaf {
            Type::Parameter(_) => Some(Type::Dyn),
            _ => None,
        })
    }

    /// Whether a value of type `from` may stand where `to` is wanted; binds on success only.
    pub fn assign(&mut self, from: &Type, to: &Type) -> bool {
        self.attempt(|attempt| attempt.fits(from, to))
    }

    pub fn assign_all(&mut self, from: &[Type], to: &[Type]) -> bool {
        self.attempt(|attempt| {
            from.len() == to.len() && from.iter().zip(to).all(|(from, to)| attempt.fits(from, to))
        })
    }

    fn attempt(&mut self, run: impl FnOnce(&mut Self) -> bool) -> bool {
        let mark = self.trail.len();
        let fits = run(self);
        while !fits && self.trail.len() > mark {
            if let Some((id, before)) = self.trail.pop() {
                self.set(id, before);
            }
        }
        fits
    }

    fn bound(&self, id: u32) -> Option<&Type> {
        self.bound.get(id as usize).and_then(Option::as_ref)
    }

    fn set(&mut self, id: u32, to: Option<Type>) -> Option<Type> {
        self.bound.get_mut(id as usize).and_then(|slot| std::mem::replace(slot, to))
    }

    fn record(&mut self, id: u32, to: Type) {
        // Parameters inside of parameters double: what is too large to follow is left open.
        let mut left = LARGEST;
        let to = if fits_into(&to, &mut left) { to } else { Type::Dyn };
        let before = self.set(id, Some(to));
        self.trail.push((id, before));
    }

    fn resolve(&self, of: &Type) -> Type {
        let mut current = of.clone();
        while let Type::Parameter(Parameter::Fresh(id)) = &current {
            match self.bound(*id) {
                Some(next) => current = next.clone(),
                None => break,
            }
        }
        current
    }

    fn fits(&mut self, from: &Type, to: &Type) -> bool {
        let resolved_to = self.resolve(to);
        let resolved_from = self.resolve(from);
        match (&resolved_from, &resolved_to) {
            (Type::Parameter(a), Type::Parameter(b)) if a == b => true,
            // The newer is bound to the older, so that no long chains arise.
            (Type::Parameter(Parameter::Fresh(a)), Type::Parameter(Parameter::Fresh(b))) => {
                self.bind(*a.max(b), &Type::Parameter(Parameter::Fresh(*a.min(b))))
            }
            (_, Type::Parameter(Parameter::Fresh(id))) => self.bind(*id, &resolved_from),
            (Type::Parameter(Parameter::Fresh(id)), _) => self.bind(*id, &resolved_to),
            _ if resolved_to.is_dyn() || resolved_from.is_dyn() => {
                self.generalise(to, from, &resolved_from);
                if resolved_from == Type::Dyn {
                    self.open_parameters(&resolved_to);
                }
                true
            }
            _ if self.attempt(|attempt| attempt.parts_fit(&resolved_from, &resolved_to)) => {
                self.generalise(to, from, &resolved_from);
                true
            }
            _ => self.widens(to, &resolved_to, &resolved_from),
        }
    }

    /// A parameter bound to what may also stand for `from` is bound to `from` instead: `null`
    /// and then a time is the same as a time and then `null`.
    fn widens(&mut self, to: &Type, bound: &Type, from: &Type) -> bool {
        let Type::Parameter(Parameter::Fresh(id)) = to else {
            return false;
        };
        if !self.attempt(|attempt| attempt.parts_fit(bound, from)) {
            return false;
        }
        self.record(*id, self.apply(from));
        true
    }

    /// What is not known may hold anything: in `dyn + list(T)` so does `T`. The reference
    /// checker leaves `T` to the other arguments, which then promise too much.
    fn open_parameters(&mut self, within: &Type) {
        let mut parameters = Vec::new();
        within.map_leaves(&mut |leaf| {
            parameters.extend(matches!(leaf, Type::Parameter(_)).then(|| leaf.clone()));
            None
        });
        for parameter in &parameters {
            self.fits(&Type::Dyn, parameter);
        }
    }

    /// A parameter that was bound to a narrower type is widened to the wider one.
    fn generalise(&mut self, to: &Type, from: &Type, resolved_from: &Type) {
        if let Type::Parameter(Parameter::Fresh(id)) = to
            && let Some(bound) = self.bound(*id)
            && more_general(&self.apply(resolved_from), &self.apply(bound))
        {
            // Applied, so that a parameter never comes to stand for a part of itself.
            self.record(*id, self.apply(from));
        }
    }

    fn bind(&mut self, id: u32, to: &Type) -> bool {
        if self.occurs(id, to) {
            return false;
        }
        self.record(id, self.apply(to));
        true
    }

    fn occurs(&self, id: u32, within: &Type) -> bool {
        let mut found = false;
        self.apply(within).map_leaves(&mut |leaf| {
            found |= *leaf == Type::Parameter(Parameter::Fresh(id));
            None
        });
        found
    }

    fn parts_fit(&mut self, from: &Type, to: &Type) -> bool {
        match (from, to) {
            (Type::List(a), Type::List(b)) => self.fits(a, b),
            (Type::Map(a), Type::Map(b)) => self.fits(&a.0, &b.0) && self.fits(&a.1, &b.1),
            (Type::Object(a), Type::Object(b)) => Arc::ptr_eq(a, b) || a == b,
            (Type::Object(object), Type::Map(pair)) => {
                let fields: Vec<Type> = object.fields().map(|(_, of)| of.clone()).collect();
                self.fits(&Type::String, &pair.0)
                    && fields.iter().all(|field| self.fits(field, &pair.1))
            }
            (Type::Type(_), Type::Type(_)) => true,
            (Type::Opaque(a), Type::Opaque(b)) => self.opaque_fit(a, b),
            (Type::Int | Type::Uint | Type::Double, Type::Number) => true,
            // The specification lets null stand where these are wanted.
            (Type::Null, Type::Timestamp | Type::Duration) => self.nulls == Nulls::Stand,
            (Type::Null, Type::Opaque(_)) => {
                self.nulls == Nulls::Stand && to.as_optional().is_some()
            }
            _ => from == to,
        }
    }

    fn opaque_fit(&mut self, from: &OpaqueType, to: &OpaqueType) -> bool {
        from.name == to.name
            && from.parameters.len() == to.parameters.len()
            && from.parameters.iter().zip(&to.parameters).all(|(a, b)| self.fits(a, b))
    }

    /// One type for both, or none: what a list of the two holds.
    pub fn join(&mut self, left: &Type, right: &Type) -> Option<Type> {
        self.with_nulls(|substitution| {
            if substitution.assign(right, left) {
                let general = more_general(&substitution.apply(right), &substitution.apply(left));
                return Some(if general { right.clone() } else { left.clone() });
            }
            substitution.assign(left, right).then(|| right.clone())
        })
    }

    /// Lets `null` stand for times and optional values meanwhile: in lists, beside `:`, and for
    /// `==`. No other operation takes it.
    fn with_nulls<R>(&mut self, run: impl FnOnce(&mut Self) -> R) -> R {
        let before = self.set_nulls(Nulls::Stand);
        let result = run(self);
        self.set_nulls(before);
        result
    }

    /// What held before.
    pub fn set_nulls(&mut self, nulls: Nulls) -> Nulls {
        std::mem::replace(&mut self.nulls, nulls)
    }
}

/// Whether `a` admits everything that `b` admits, and more or the same.
fn more_general(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Dyn | Type::Broken, _) => true,
        (_, Type::Dyn | Type::Broken | Type::Null) => !matches!(b, Type::Dyn | Type::Broken),
        (Type::Parameter(_), _) => true,
        (_, Type::Parameter(_)) => false,
        (Type::List(x), Type::List(y)) => more_general(x, y),
        (Type::Map(x), Type::Map(y)) => more_general(&x.0, &y.0) && more_general(&x.1, &y.1),
        (Type::Opaque(x), Type::Opaque(y)) => {
            x.name == y.name
                && x.parameters.len() == y.parameters.len()
                && x.parameters.iter().zip(&y.parameters).all(|(a, b)| more_general(a, b))
        }
        _ => a == b,
    }
}
