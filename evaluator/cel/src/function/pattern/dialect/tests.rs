pub(super) fn pattern(text: &str) -> Result<super::super::Pattern, String> {
    super::super::Pattern::new(text, 10_000, super::super::COMPILED_LITERAL)
}
// oracle: patterns and texts from stdin as json lines
#[test]
fn oracle() {
    let Ok(path) = std::env::var("RE2_CASES") else { return };
    let mut out = String::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let dec = |h: &str| String::from_utf8((0..h.len()/2).map(|i| u8::from_str_radix(&h[2*i..2*i+2],16).unwrap()).collect()).unwrap();
        let mut parts = line.split(' ');
        let p = dec(parts.next().unwrap());
        match pattern(&p) {
            Err(e) => out.push_str(&format!("E {e}\n").replace('\n'," ")),
            Ok(r) => for t in parts { 
                match r.regex().find(&dec(t)) { None => out.push_str("- "), Some(m) => out.push_str(&format!("{}:{} ", m.start(), m.end())) }
            }
        }
        out.push('\n');
    }
    std::fs::write(std::env::var("RE2_OUT").unwrap(), out).unwrap();
}
