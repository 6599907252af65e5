//! Well-typed expressions from the templates of the grammar.

use crate::draws::Draws;
use crate::grammar::{Kind, templates};

/// A template with its holes filled.
#[derive(Clone)]
pub(crate) struct Expression {
    pieces: Vec<Piece>,
}

#[derive(Clone)]
enum Piece {
    Text(String),
    Part(Expression),
    /// A variable of an enclosing macro.
    Bound {
        name: String,
    },
    /// Where a macro names its variable.
    Binds {
        name: String,
    },
}

impl Piece {
    fn part(&self) -> Option<&Expression> {
        match self {
            Self::Part(part) => Some(part),
            Self::Text(_) | Self::Bound { .. } | Self::Binds { .. } => None,
        }
    }
}

/// Variables of the macros around a hole.
type Scope = Vec<(Kind, String)>;

impl Expression {
    pub(crate) fn draw(kind: Kind, depth: usize, draws: &mut Draws) -> Self {
        Self::within(kind, depth, (&mut Scope::new(), draws))
    }

    fn within(kind: Kind, depth: usize, (scope, draws): (&mut Scope, &mut Draws)) -> Self {
        let bound: Vec<&(Kind, String)> = scope.iter().filter(|(of, _)| *of == kind).collect();
        if !bound.is_empty() && draws.below(if depth == 0 { 2 } else { 5 }) == 0 {
            let (_, name) = draws.pick(&bound);
            return Self { pieces: vec![Piece::Bound { name: name.clone() }] };
        }
        let wanted = |template: &&&str| (depth == 0) != template.contains('{');
        let all = templates(kind);
        let mut fitting: Vec<&&str> = all.iter().filter(wanted).collect();
        // Some leaves higher up keep the trees uneven.
        if fitting.is_empty() || draws.below(8) == 0 {
            fitting = all.iter().filter(|template| !template.contains('{')).collect();
        }
        let template = draws.pick(&fitting);
        Self::fill(template, depth.saturating_sub(1), (scope, draws))
    }

    /// `{int}` is a hole for an int, `{$int}` names a variable of that kind for the holes
    /// after it, `{{` is a brace.
    fn fill(template: &str, depth: usize, (scope, draws): (&mut Scope, &mut Draws)) -> Self {
        let outer = scope.len();
        let (mut pieces, mut rest) = (Vec::new(), template);
        while let Some((before, after)) = rest.split_once('{') {
            pieces.push(Piece::Text(before.to_owned()));
            if let Some(after) = after.strip_prefix('{') {
                pieces.push(Piece::Text("{".to_owned()));
                rest = after;
                continue;
            }
            let (hole, after) = after.split_once('}').expect("a closed hole");
            if let Some(kind) = hole.strip_prefix('$') {
                let name = format!("v{}", scope.len());
                scope.push((Kind::named(kind), name.clone()));
                pieces.push(Piece::Binds { name });
            } else {
                let part = Self::within(Kind::named(hole), depth, (scope, draws));
                pieces.push(Piece::Part(part));
            }
            rest = after;
        }
        scope.truncate(outer);
        pieces.push(Piece::Text(rest.to_owned()));
        Self { pieces }
    }

    pub(crate) fn source(&self) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Part(part) => part.source(),
            Piece::Bound { name } | Piece::Binds { name } => name.clone(),
        };
        self.pieces.iter().map(text).collect()
    }

    pub(crate) fn parts(&self) -> Vec<&Self> {
        self.pieces.iter().filter_map(Piece::part).collect()
    }

    /// Whether it stands on its own, without a macro around it.
    pub(crate) fn is_closed(&self) -> bool {
        self.free(&mut Vec::new())
    }

    fn free<'e>(&'e self, bound: &mut Vec<&'e str>) -> bool {
        let outer = bound.len();
        let closed = self.pieces.iter().all(|piece| match piece {
            Piece::Text(_) => true,
            Piece::Part(part) => part.free(bound),
            Piece::Bound { name } => bound.contains(&name.as_str()),
            Piece::Binds { name } => {
                bound.push(name);
                true
            }
        });
        bound.truncate(outer);
        closed
    }
}
