//! What can be seen of a module from outside: what it wants, and what it gives.

use wasmparser::{Encoding, Parser, Payload};

/// Names as they stand in the file, on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub is_component: bool,
    pub imports: Vec<String>,
    pub exports: Vec<String>,
}

/// Of the outermost level; what is damaged ends it.
pub fn outline(bytes: &[u8]) -> Outline {
    let mut outline = Outline::default();
    let mut depth = 0_usize;
    for payload in Parser::new(0).parse_all(bytes) {
        let Ok(payload) = payload else { break };
        match payload {
            Payload::Version { encoding, .. } if depth == 0 => {
                outline.is_component = encoding == Encoding::Component;
                depth = 1;
            }
            Payload::Version { .. } => depth = depth.saturating_add(1),
            Payload::End(_) => depth = depth.saturating_sub(1),
            other if depth == 1 => list(&mut outline, other),
            _ => {}
        }
    }
    outline
}

fn list(outline: &mut Outline, payload: Payload<'_>) {
    match payload {
        Payload::ComponentImportSection(section) => {
            let names = section.into_iter().flatten().map(|import| import.name.name.to_owned());
            outline.imports.extend(names);
        }
        Payload::ComponentExportSection(section) => {
            let names = section.into_iter().flatten().map(|export| export.name.name.to_owned());
            outline.exports.extend(names);
        }
        Payload::ImportSection(section) => {
            let imports = section.into_imports().flatten();
            outline.imports.extend(imports.map(|one| format!("{}.{}", one.module, one.name)));
        }
        Payload::ExportSection(section) => {
            let names = section.into_iter().flatten().map(|export| export.name.to_owned());
            outline.exports.extend(names);
        }
        _ => {}
    }
}
