//! Packages that are malformed or mean harm: each gives its error, and nothing of any is imported.

use std::{fs, path::Path, process::Command};

use minos::problem::load;

use super::zip::{Entry, zip};

/// Files of a package below `tests/packages`, as entries of an archive.
pub fn package(name: &str) -> Vec<Entry> {
    fn walk(root: &Path, dir: &Path, entries: &mut Vec<Entry>) {
        let mut names: Vec<_> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
        names.sort();
        for path in names {
            if path.is_dir() {
                walk(root, &path, entries);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                entries.push(Entry::deflated(name, &fs::read(&path).unwrap()));
            }
        }
    }
    let root = Path::new("tests/packages").join(name);
    let mut entries = Vec::new();
    walk(&root, &root, &mut entries);
    entries
}

/// A package with one more entry.
fn plus(entry: Entry) -> Vec<u8> {
    let mut entries = package("minimal");
    entries.push(entry);
    zip(&entries)
}

/// A package with an entry of this name.
fn named(name: &str) -> Vec<u8> {
    plus(Entry::stored(name, b"evil\n"))
}

/// A package with one file changed, or removed.
fn changed(name: &str, file: &str, change: impl Fn(&str) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut entries = package(name);
    let at = entries.iter().position(|entry| entry.name == file.as_bytes()).expect("the file");
    let text = fs::read_to_string(Path::new("tests/packages").join(name).join(file)).unwrap();
    match change(&text) {
        Some(content) => entries[at] = Entry::deflated(file, &content),
        None => drop(entries.remove(at)),
    }
    zip(&entries)
}

fn replaced(name: &str, file: &str, old: &str, new: &str) -> Vec<u8> {
    changed(name, file, |text| {
        assert!(text.contains(old), "{file} has no {old:?}");
        Some(text.replacen(old, new, 1).into_bytes())
    })
}

fn yaml(more: &str) -> Vec<u8> {
    changed("minimal", "problem.yaml", |text| Some(format!("{text}{more}").into_bytes()))
}

fn xml(old: &str, new: &str) -> Vec<u8> {
    replaced("polygon", "problem.xml", old, new)
}

const NAME: &str = "the name of an entry must be a relative path without `..`, empty parts, \
                    backslashes and control characters";
const KIND: &str = "neither a file nor a directory; links and devices are not unpacked";

/// What is wrong, the archive, and a piece of each error that it must give, in their order.
fn table() -> Vec<(&'static str, Vec<u8>, Vec<String>)> {
    let mut table: Vec<(&'static str, Vec<u8>, Vec<String>)> = Vec::new();
    let mut add = |what, bytes, errors: &[&str]| {
        table.push((what, bytes, errors.iter().map(|e| (*e).to_owned()).collect()));
    };
    let name = |file: &str| format!("{file}: {NAME}");
    let kind = |file: &str| format!("{file}: {KIND}");

    // No archives.
    add("text", b"hello".to_vec(), &[".: no ZIP archive that can be read: "]);
    add("nothing", Vec::new(), &[".: no ZIP archive that can be read: "]);
    let good = zip(&package("minimal"));
    add("cut", good[..good.len() - 30].to_vec(), &[".: no ZIP archive that can be read: "]);
    let mut counted = good.clone();
    let end = counted.len() - 22;
    counted[end + 8..end + 12].copy_from_slice(&[0xff, 0x7f, 0xff, 0x7f]);
    add("a wrong count", counted, &[".: "]);

    // Things that are no files.
    for (what, mode) in [
        ("a symbolic link", 0o120_777),
        ("a device", 0o020_666),
        ("a pipe", 0o010_644),
        ("a socket", 0o140_755),
    ] {
        let entry = Entry::stored("data/evil", b"/etc/passwd").with(|e| e.mode = mode);
        add(what, plus(entry), &[&kind("data/evil")]);
    }
    let link = Entry::stored("data/up", b"..").with(|e| e.mode = 0o120_777);
    let through = Entry::stored("data/up/problem.yaml", b"");
    let mut entries = package("minimal");
    entries.extend([link, through]);
    add("a file through a link", zip(&entries), &[&kind("data/up")]);

    // Names that lead elsewhere, or nowhere.
    add("up", named("../evil"), &[&name("../evil")]);
    add("up from within", named("data/../../evil"), &[&name("data/../../evil")]);
    add("absolute", named("/etc/evil"), &[&name("/etc/evil")]);
    add("up on Windows", named("..\\evil"), &[&name("..\\\\evil")]);
    add("a drive", named("C:\\evil"), &[&name("C:\\\\evil")]);
    add("an empty part", named("data//evil"), &[&name("data//evil")]);
    add("a dot", named("./evil"), &[&name("./evil")]);
    add("a newline", named("data/a\nb"), &[&name("data/a\\nb")]);
    add("a NUL", named("data/a\0b"), &[&name("data/a\\0b")]);
    add("an escape", named("data/\u{1b}[2J"), &[&name("data/\\u{1b}[2J")]);
    let long = "x".repeat(300);
    add("a long name", named(&long), &[&name(&format!("{}…", &long[..200]))]);
    let deep = format!("{}evil", "d/".repeat(16));
    add("deep", named(&deep), &[&format!("{deep}: lies deeper than 16 directories")]);
    let latin = Entry::stored("x", b"").with(|e| e.name = b"data/\xe9vil".to_vec());
    add("a name in Latin-1", plus(latin), &["data/\\xe9vil: the name of this entry is not UTF-8"]);

    // One place for two.
    let twice = ".: the archive has two entries of one name";
    add("twice", named("problem.yaml"), &[twice]);
    let file = Entry::stored("data/x", b"");
    let dir = Entry::stored("data/x/", b"").with(|e| e.mode = 0o040_755);
    let mut entries = package("minimal");
    entries.extend([file.clone(), dir]);
    add(
        "a file and a directory",
        zip(&entries),
        &["data/x: another entry of the archive has this name"],
    );
    let mut entries = package("minimal");
    entries.extend([file, Entry::stored("data/x/y", b"")]);
    add("in a file", zip(&entries), &["data/x/y: lies in `data/x`, which is a file of the"]);
    let full = Entry::stored("data/full/", b"content").with(|e| e.mode = 0o040_755);
    add("a full directory", plus(full), &["data/full/: a directory with content"]);

    // Packed in ways that are not unpacked.
    let locked = Entry::stored("data/evil", b"x").with(|e| e.flags = 1);
    add("encrypted", plus(locked), &["data/evil: encrypted; an archive must be readable without"]);
    for (what, method) in [("bzip2", 12), ("a method of nobody", 77)] {
        let odd = Entry::stored("data/evil", b"x").with(|e| e.method = method);
        add(what, plus(odd), &["data/evil: packed by "]);
    }

    // Bombs.
    let zeros = Entry::deflated("data/zeros", &vec![0; 70 << 20]);
    add("zeros", plus(zeros), &[".: the archive of "]);
    let mebibyte = Entry::deflated("data/zeros", &vec![0; 1 << 20]);
    let mut entries = package("minimal");
    entries.extend(
        (0..100).map(|n| mebibyte.clone().with(|e| e.name = format!("data/zeros{n}").into_bytes())),
    );
    add("many zeros", zip(&entries), &[".: the archive of "]);
    let mut entries = package("minimal");
    let at = entries.len();
    entries.push(mebibyte);
    entries.extend(
        (0..10)
            .map(|n| {
                entries[at].clone().with(|e| {
                    e.name = format!("data/zeros{n}").into_bytes();
                    e.at = Some(at);
                })
            })
            .collect::<Vec<_>>(),
    );
    add("one place for many", zip(&entries), &[".: entries of the archive overlap each other"]);
    let large = Entry::stored("data/large", b"x").with(|e| e.size = 300 << 20);
    add("said to be large", plus(large), &["data/large: larger than 256 MiB"]);

    // Lies about content.
    let more = Entry::deflated("data/evil", &[7; 5000]).with(|e| e.size = 10);
    add("more than said", plus(more), &["data/evil: unpacking it: "]);
    let less = Entry::deflated("data/evil", &[7; 10]).with(|e| e.size = 5000);
    add("less than said", plus(less), &["data/evil: unpacking it: "]);
    let other = Entry::stored("data/evil", b"x").with(|e| e.crc ^= 1);
    add("another sum", plus(other), &["data/evil: unpacking it: "]);
    let broken = Entry::deflated("data/evil", &[7; 5000]).with(|e| e.data = vec![0xff; 20]);
    add("broken deflate", plus(broken), &["data/evil: unpacking it: "]);

    // Packages of the ICPC format.
    let readme = zip(&[Entry::stored("README", b"nothing\n")]);
    add("no package", readme, &["problem.yaml: missing; a problem package has one"]);
    add("a wrong key", yaml("tiem_limit: 3\n"), &["problem.yaml:8: unknown key `tiem_limit`"]);
    add(
        "a key twice",
        yaml("type: pass-fail\ntype: scoring\n"),
        &["problem.yaml:9: `type` is given twice; the last one counts"],
    );
    let giant = format!("# {}\n", "x".repeat(5 << 20));
    add("giant YAML", yaml(&giant), &["problem.yaml: larger than 4 MiB"]);
    let laughs = (1..30).fold("a0: &a0 [x]\n".to_owned(), |text, n| {
        text + &format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}, *a{0}, *a{0}]\n", n - 1)
    });
    add("a billion laughs", yaml(&laughs), &["problem.yaml:…not valid YAML: "]);
    let deep = format!("keywords: {}{}\n", "[".repeat(10_000), "]".repeat(10_000));
    add("deep YAML", yaml(&deep), &["problem.yaml:…not valid YAML: "]);
    let bad = changed("minimal", "problem.yaml", |text| {
        Some([text.as_bytes(), b"source: \xff\xfe\n"].concat())
    });
    add("YAML that is not UTF-8", bad, &["problem.yaml:8: not UTF-8"]);
    let unanswered = changed("minimal", "data/secret/01.ans", |_| None);
    add("no answer", unanswered, &["data/secret/01.…is missing"]);
    let future = replaced("minimal", "problem.yaml", "2025-09", "2031-01");
    add("a version to come", future, &["problem.yaml:1: unknown format version `2031-01`"]);

    // Packages of Polygon.
    add(
        "groups in a circle",
        xml("<dependency group=\"0\"/>", "<dependency group=\"big\"/>"),
        &["problem.xml:27: groups depend on each other in a circle: big, small"],
    );
    add(
        "a group of nobody",
        xml("<dependency group=\"0\"/>", "<dependency group=\"all\"/>"),
        &["problem.xml:35: the group `small` depends on `all`, which is no group"],
    );
    let entities = "<!DOCTYPE p [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]>\n<problem";
    add(
        "entities",
        xml("<problem", entities),
        &["problem.xml:1: not valid XML: XML with DTD detected"],
    );
    let outside = "<!DOCTYPE p SYSTEM \"file:///etc/passwd\">\n<problem";
    add(
        "entities from outside",
        xml("<problem", outside),
        &["problem.xml:1: not valid XML: XML with DTD detected"],
    );
    let deep = format!("<tags>{}", "<a>".repeat(100_000));
    add("deep XML", xml("<tags>", &deep), &["problem.xml:79: elements are nested deeper than 32"]);
    add("broken XML", xml("</groups>", ""), &["problem.xml:39: not valid XML: "]);
    let elsewhere = xml("<input-path-pattern>tests/%02d<", "<input-path-pattern>../../%02d<");
    add(
        "tests elsewhere",
        elsewhere,
        &["problem.xml:16: <input-path-pattern> must be like `tests/%02d`, found `../../%02d`"],
    );
    add(
        "a wrong count of tests",
        xml("<test-count>6<", "<test-count>7<"),
        &["problem.xml:12: <test-count> is 7, but there are 6 tests"],
    );
    add(
        "no time",
        xml("<time-limit>1500<", "<time-limit>-1<"),
        &["problem.xml:13: <time-limit> must be a number from 1 to 600000, found `-1`"],
    );
    add(
        "endless points",
        xml("points=\"20.5\"", "points=\"inf\""),
        &["problem.xml:23: `points` must be a number from 0 to 1000000000, found `inf`"],
    );
    let unchecked = changed("polygon", "files/check.cpp", |_| None);
    add("no checker", unchecked, &["files/check.cpp: named in problem.xml, but missing"]);
    let away = xml("path=\"files/check.cpp\"", "path=\"../../../etc/passwd\"");
    add("a checker elsewhere", away, &["../../../etc/passwd: named in problem.xml, but missing"]);
    let lost = changed("polygon", "tests/04", |_| None);
    add(
        "a lost test",
        lost,
        &["problem.xml:22: test 4 (tests/04): missing, and made by hand: there is no command"],
    );
    add(
        "nobody's generator",
        xml("cmd=\"gen 3 4\"", "cmd=\"/bin/sh -c id\""),
        &["problem.xml:23: test 5 (tests/05): `/bin/sh` of its command is no executable of the"],
    );
    add(
        "a file of the host",
        xml("from-file=\"second\"", "from-file=\"../../etc/passwd\""),
        &["problem.xml:24: test 6 (tests/06): `from-file` is no plain file name"],
    );
    table
}

#[test]
fn malformed_and_hostile_packages_give_their_errors_and_nothing_is_imported() {
    let place = tempfile::tempdir().unwrap();
    let table = table();
    assert!(table.len() >= 50, "{}", table.len());
    let mut faults = Vec::new();
    let mut paths = Vec::new();
    for (number, (what, bytes, wanted)) in table.iter().enumerate() {
        let path = place.path().join(format!("evil{number}.zip"));
        fs::write(&path, bytes).unwrap();
        let errors = match load(&path) {
            Ok(_) => vec!["it loads".to_owned()],
            Err(errors) => errors.iter().map(ToString::to_string).collect(),
        };
        // What stands between the pieces may change with a library's words.
        let is = |error: &String, wanted: &String| {
            let (start, piece) = wanted.split_once('…').unwrap_or((wanted, ""));
            error.starts_with(start) && error.contains(piece)
        };
        let found = |wanted: &String| errors.iter().any(|error| is(error, wanted));
        if errors.is_empty() || !wanted.iter().all(found) {
            let shown: Vec<String> =
                errors.iter().take(5).map(|e| e.chars().take(300).collect()).collect();
            faults.push(format!("{what}:\n  {shown:#?}\n  wanted {wanted:#?}"));
        }
        paths.push(path);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));

    let data = place.path().join("data");
    let minos = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_minos"));
        command.arg("problem").args(args).arg("--data").arg(&data);
        command
    };
    let output = minos(&["import"]).args(&paths).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    let refused = String::from_utf8_lossy(&output.stderr).matches(": not imported\n").count();
    assert_eq!(refused, table.len());
    let output = minos(&["list", "--json"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "[]");
    let outside = ["/etc/evil", "/evil"].map(Path::new).map(Path::exists);
    assert_eq!(outside, [false, false]);
    assert!(!place.path().join("evil").exists());
}

#[test]
fn good_archives_load() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("sums.zip");
    fs::write(&path, zip(&package("minimal"))).unwrap();
    assert_eq!(load(&path).unwrap().package.slug, "sums");
    let kpp = place.path().join("kattis.kpp");
    fs::copy(&path, &kpp).unwrap();
    assert_eq!(load(&kpp).unwrap().package.slug, "kattis");
    // The package may lie in the only directory that has one, whose name it takes.
    let inner = package("minimal")
        .into_iter()
        .map(|entry| entry.with(|e| e.name = [b"inner/", e.name.as_slice()].concat()));
    fs::write(&path, zip(&inner.collect::<Vec<_>>())).unwrap();
    assert_eq!(load(&path).unwrap().package.slug, "inner");
}
