//! Macros and logic of a wanted type.

use gonogo_cel::Type;

use crate::expressions::Writer;

/// Names of variables; one of them hides a variable of the world.
const NAMES: &[&str] = &["x", "y", "v1"];

impl Writer<'_> {
    pub(crate) fn macro_call(&mut self, wanted: &Type, depth: u32) -> Option<String> {
        match wanted {
            Type::Bool => match self.random.below(6) {
                0 => self.tested(depth),
                1 => self.chain(" && ", depth),
                2 => self.chain(" || ", depth),
                _ => self.quantified(depth),
            },
            Type::List(element) => match self.random.below(5) {
                0 | 1 => self.filtered(element, depth),
                2 => self.sorted(element, depth),
                3 => self.transformed(("transformList", None), element, depth),
                _ => self.mapped(element, depth),
            },
            Type::Map(pair) if self.random.one_in(2) => {
                self.transformed(("transformMap", Some(&pair.0)), &pair.1, depth)
            }
            Type::Map(_) => self.transformed(("transformMapEntry", None), wanted, depth),
            _ => None,
        }
    }

    fn tested(&mut self, depth: u32) -> Option<String> {
        let of = self.random.of(&self.world.types).clone();
        let field = match &of {
            Type::Object(object) => {
                let fields: Vec<&str> = object.field_names().collect();
                (*self.random.of(&fields)).to_owned()
            }
            Type::Map(pair) if pair.0 == Type::String => "a".to_owned(),
            Type::Dyn => "a".to_owned(),
            _ => return None,
        };
        Some(format!("has(({}).{field})", self.write(&of, depth)?))
    }

    fn chain(&mut self, operator: &str, depth: u32) -> Option<String> {
        let count = 2 + self.random.below(2);
        let operands: Option<Vec<String>> =
            (0..count).map(|_| Some(format!("({})", self.write(&Type::Bool, depth)?))).collect();
        Some(format!("({})", operands?.join(operator)))
    }

    /// What a macro goes over, and the type of its variable.
    fn range(&mut self, depth: u32) -> Option<(String, Type)> {
        let of = self.random.of(&self.world.types).clone();
        let element = match &of {
            Type::List(element) => (**element).clone(),
            Type::Map(pair) => pair.0.clone(),
            Type::Object(_) => Type::String,
            Type::Dyn => Type::Dyn,
            other => {
                let element = other.clone();
                return Some((self.write(&Type::list(element.clone()), depth)?, element));
            }
        };
        Some((self.write(&of, depth)?, element))
    }

    /// What a macro with two variables goes over, and their types; the first as it is wanted.
    fn range_of_two(&mut self, key: Option<&Type>, depth: u32) -> Option<(String, [Type; 2])> {
        let of = match key {
            Some(Type::Int) if self.random.one_in(2) => {
                Type::list(self.random.of(&self.world.types).clone())
            }
            Some(key) => Type::map(key.clone(), self.random.of(&self.world.types).clone()),
            None => self.random.of(&self.world.types).clone(),
        };
        let variables = match &of {
            Type::List(element) => [Type::Int, (**element).clone()],
            Type::Map(pair) => [pair.0.clone(), pair.1.clone()],
            Type::Object(_) => [Type::String, Type::Dyn],
            Type::Dyn => [Type::Dyn, Type::Dyn],
            _ => return None,
        };
        Some((self.write(&of, depth)?, variables))
    }

    /// `range.name(k, v, [condition,] body)`
    fn transformed(
        &mut self,
        (name, key): (&str, Option<&Type>),
        body: &Type,
        depth: u32,
    ) -> Option<String> {
        let (range, variables) = self.range_of_two(key, depth)?;
        let names = [(*self.random.of(NAMES)).to_owned(), "w".to_owned()];
        let outside = self.scope.len();
        self.scope.extend(names.into_iter().zip(variables));
        let may_choose = name.starts_with("transform") && self.random.one_in(3);
        let condition = if may_choose { self.write(&Type::Bool, depth) } else { None };
        let body = self.write(body, depth);
        let first = self.scope[outside].0.clone();
        self.scope.truncate(outside);
        let condition = condition.map(|condition| format!(", {condition}")).unwrap_or_default();
        Some(format!("({range}).{name}({first}, w{condition}, {})", body?))
    }

    pub(crate) fn inside(&mut self, of: Type, body: &Type, depth: u32) -> Option<(String, String)> {
        let name = (*self.random.of(NAMES)).to_owned();
        self.scope.push((name.clone(), of));
        let written = self.write(body, depth);
        self.scope.pop();
        Some((name, written?))
    }

    fn quantified(&mut self, depth: u32) -> Option<String> {
        if self.random.one_in(3) {
            let fold = *self.random.of(&["all", "exists", "existsOne"]);
            return self.transformed((fold, None), &Type::Bool, depth);
        }
        let fold = *self.random.of(&["all", "exists", "exists_one"]);
        let (range, of) = self.range(depth)?;
        let (name, body) = self.inside(of, &Type::Bool, depth)?;
        Some(format!("({range}).{fold}({name}, {body})"))
    }

    fn filtered(&mut self, element: &Type, depth: u32) -> Option<String> {
        let range = self.write(&Type::list(element.clone()), depth)?;
        let (name, body) = self.inside(element.clone(), &Type::Bool, depth)?;
        Some(format!("({range}).filter({name}, {body})"))
    }

    fn mapped(&mut self, element: &Type, depth: u32) -> Option<String> {
        let (range, of) = self.range(depth)?;
        let name = (*self.random.of(NAMES)).to_owned();
        self.scope.push((name.clone(), of));
        let condition = if self.random.one_in(3) { self.write(&Type::Bool, depth) } else { None };
        let body = self.write(element, depth);
        self.scope.pop();
        let condition = condition.map(|condition| format!(", {condition}")).unwrap_or_default();
        Some(format!("({range}).map({name}{condition}, {})", body?))
    }
}
