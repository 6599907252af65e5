//! Sign-offs of a plan as rules, one for each form.

use gonogo_plan::{Approval, NotTaken, Plan, SectionId, Signoff};

use crate::names::{Named, Namer};
use crate::parts::{Param, Rule};
use crate::scope::{Scope, Scopes};
use crate::text::words::{kebab, line, outline, snake, words};
use crate::text::yaml;

/// Signatures that one section asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// Of the fact.
    pub(crate) name: String,
    /// The path of the section, where the plan has several forms.
    pub(crate) section: Option<String>,
    pub(crate) lines: Vec<usize>,
}

#[derive(Debug, Default)]
pub(crate) struct Signers {
    pub(crate) rules: Vec<Rule>,
    pub(crate) params: Vec<Param>,
    pub(crate) forms: Vec<Form>,
    /// Rules that hold on the plan as it is.
    pub(crate) passing: Vec<Rule>,
    /// Forms in which somebody signed already.
    pub(crate) warnings: Vec<NotTaken>,
}

pub(crate) fn take(plan: &Plan, scopes: &Scopes<'_>, namer: &mut Namer<'_>) -> Signers {
    let mut forms: Vec<(Option<SectionId>, Vec<&Signoff>)> = Vec::new();
    for signoff in &plan.signoffs {
        match forms.iter_mut().find(|(section, _)| *section == signoff.section) {
            Some((_, all)) => all.push(signoff),
            None => forms.push((signoff.section, vec![signoff])),
        }
    }
    let several = forms.len() > 1;
    let mut signers = Signers::default();
    for (section, signoffs) in forms {
        let path = plan.path(section);
        let first = signoffs.first().map_or(0, |signoff| signoff.line);
        // What reads like a reference to the environment cannot stand in a fact.
        let below = several.then(|| path.join(" / ")).filter(|path| !path.contains("${"));
        let stands_for =
            namer.unused(Named::Rule, &format!("signoffs {}", outline(path.iter().rev().copied())));
        let of = |word: &str| match several {
            true => {
                let title = path.last().copied().unwrap_or_default();
                snake(&[vec![word.to_owned()], words(title)].concat(), word)
            }
            false => word.to_owned(),
        };
        let fact = namer.give(Named::Fact, &stands_for, &of("signoffs"));
        let param = namer.give(Named::Param, &stands_for, &of("signers"));
        let roles = roles(&signoffs);
        let list: Vec<String> = roles.iter().map(|role| yaml::quoted(&harmless(role))).collect();
        signers.params.push(Param {
            name: param.clone(),
            value: format!("[{}]", list.join(", ")),
            lines: vec![first],
            per_phase: Vec::new(),
        });
        let mut rule = rule(scopes, namer, (section, &stands_for), (&fact, &param));
        rule.from = vec![(first, format!("sign-offs of {}", roles.join(", ")))];
        rule.note = signed(&signoffs);
        let text = section.map_or("", |id| scopes.title(id)).to_owned();
        let warning = |why| NotTaken { line: first, text, why };
        signers.warnings.extend(rule.note.clone().map(warning));
        if signoffs.iter().all(|signoff| signoff.approval == Approval::Approved) {
            signers.passing.push(rule.clone());
        }
        signers.rules.push(rule);
        signers.forms.push(Form { name: fact, section: below, lines: vec![first] });
    }
    signers
}

/// Signatures of a template are nobody's.
fn signed(signoffs: &[&Signoff]) -> Option<String> {
    let signed = signoffs.iter().filter(|signoff| signoff.approval == Approval::Approved);
    let roles: Vec<&str> = signed.map(|signoff| signoff.role.as_str()).collect();
    let why = || format!("signed in the plan as it is, which is no evidence: {}", roles.join(", "));
    (!roles.is_empty()).then(why)
}

/// Each once.
fn roles<'s>(signoffs: &[&'s Signoff]) -> Vec<&'s str> {
    let mut roles: Vec<&str> = Vec::new();
    for signoff in signoffs {
        if !roles.contains(&signoff.role.as_str()) {
            roles.push(&signoff.role);
        }
    }
    roles
}

fn rule(
    scopes: &Scopes<'_>,
    namer: &mut Namer<'_>,
    (section, stands_for): (Option<SectionId>, &str),
    (fact, param): (&str, &str),
) -> Rule {
    let title = section.map_or("", |id| scopes.title(id));
    let id = kebab(&[vec!["signed".to_owned()], words(title)].concat(), "signed");
    Rule {
        id: namer.give(Named::Rule, stands_for, &id),
        title: match title {
            "" => "Sign-offs".to_owned(),
            title => format!("Signed: {}", line(title, 80)),
        },
        phases: phases(scopes, section),
        fields: vec![
            ("require", format!("params.{param}.all(role, {fact}.approved(role))")),
            ("because", format!("not signed: {{{fact}.open()}}")),
        ],
        cases: Vec::new(),
        from: Vec::new(),
        note: None,
        section,
        is_demand: true,
    }
}

/// Such a role is never found, so that nobody has signed for it.
fn harmless(role: &str) -> String {
    crate::text::cel::harmless(role)
}

fn phases(scopes: &Scopes<'_>, section: Option<SectionId>) -> Vec<usize> {
    match scopes.of_criterion(section) {
        scope @ (Scope::Phase(_) | Scope::Afterwards) => scopes.phases_of(scope),
        Scope::All | Scope::Beforehand | Scope::Trigger | Scope::Stop | Scope::Rollback => {
            (0..scopes.phases.len()).collect()
        }
    }
}
