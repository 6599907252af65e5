//! Macros and logic of a wanted type.

use gonogo_cel::Type;

use crate::expressions::Writer;
use crate::world::types;

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
            Type::List(element) if self.random.one_in(2) => self.filtered(element, depth),
            Type::List(element) => self.mapped(element, depth),
            _ => None,
        }
    }

    fn tested(&mut self, depth: u32) -> Option<String> {
        let of = self.random.of(&types()).clone();
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
        let of = self.random.of(&types()).clone();
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

    fn inside(&mut self, of: Type, body: &Type, depth: u32) -> Option<(String, String)> {
        let name = (*self.random.of(NAMES)).to_owned();
        self.scope.push((name.clone(), of));
        let written = self.write(body, depth);
        self.scope.pop();
        Some((name, written?))
    }

    fn quantified(&mut self, depth: u32) -> Option<String> {
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
