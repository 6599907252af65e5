//! Paths of facts: relative to a folder, which they do not leave.

/// What is wrong with it, to be read after the path itself. A gate reads what lies in its folders,
/// not whatever the machine has.
pub fn check_path(path: &str) -> Result<(), &'static str> {
    if path.starts_with(['/', '\\', '~']) {
        return Err("is no relative path");
    }
    if path.contains('\0') {
        return Err("has a zero byte in it");
    }
    let mut names = path.split('/').filter(|name| !matches!(*name, "" | ".")).peekable();
    if names.peek().is_none() {
        return Err("names no file");
    }
    for name in names {
        if name == ".." {
            return Err("leaves its folder by `..`");
        }
        if name != "**" && name.contains("**") {
            return Err("has `**` beside other characters");
        }
    }
    Ok(())
}
