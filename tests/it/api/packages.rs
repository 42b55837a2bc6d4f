//! Packages come by a form, from programs and from pages.

use std::{io::Write as _, path::Path};

use minos::domain::Role;
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

use super::house::{House, csrf_of, write_problem};
use crate::client::{Call, Client};

/// The archive of a package in a directory, its files at the top.
pub fn zipped(dir: &Path) -> Vec<u8> {
    fn add(zip: &mut zip::ZipWriter<std::io::Cursor<Vec<u8>>>, root: &Path, dir: &Path) {
        for entry in std::fs::read_dir(dir).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                add(zip, root, &path);
                continue;
            }
            let name = path.strip_prefix(root).expect("within").to_str().expect("UTF-8");
            zip.start_file(name, SimpleFileOptions::default()).expect("an entry");
            zip.write_all(&std::fs::read(&path).expect("a file")).expect("written");
        }
    }
    let mut zip = zip::ZipWriter::new(std::io::Cursor::default());
    add(&mut zip, dir, dir);
    zip.finish().expect("an archive").into_inner()
}

/// A package of a problem that the server has not.
pub fn new() -> Vec<u8> {
    package(|_| ())
}

/// The same, changed.
fn package(change: impl FnOnce(&Path)) -> Vec<u8> {
    let place = tempfile::tempdir().expect("a directory");
    write_problem(place.path(), "new", &[("1", "a\n")], &[("1", "b\n")]);
    change(&place.path().join("new"));
    zipped(&place.path().join("new"))
}

/// The upload of an archive of this name.
pub fn sent(client: &Client, name: &str, archive: &[u8]) -> Call {
    form(client, "/api/v1/problems", &[], name, archive)
}

fn form(client: &Client, path: &str, fields: &[(&str, &str)], name: &str, archive: &[u8]) -> Call {
    let mut body = Vec::new();
    for (field, value) in fields {
        write!(body, "--xx\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n")
            .expect("written");
    }
    write!(
        body,
        "--xx\r\nContent-Disposition: form-data; name=\"package\"; filename=\"{name}\"\r\n\
         Content-Type: application/zip\r\n\r\n"
    )
    .expect("written");
    body.extend(archive);
    body.extend(b"\r\n--xx--\r\n");
    client
        .request("POST", path)
        .header("content-type", "multipart/form-data; boundary=xx")
        .body(body)
}

#[test]
fn a_package_is_taken_in_whole_and_versioned() {
    let house = House::new();
    let admin = house.user("root", Role::Admin);
    let reply = sent(&admin, "new.zip", &new()).send();
    assert_eq!(reply.status, 201, "{}", reply.body);
    assert_eq!(reply.header("location"), "/api/v1/problems/new");
    let told = reply.json();
    assert_eq!(
        (&told["slug"], &told["version"], &told["changed"], &told["warnings"]),
        (&json!("new"), &json!(1), &json!(true), &json!([]))
    );
    let page = admin.get("/api/v1/problems/new").send().json();
    assert_eq!((&page["name"], &page["version"]), (&json!("The new"), &json!(1)));

    let again = sent(&admin, "new.zip", &new()).send();
    assert_eq!((again.status, &again.json()["changed"]), (200, &json!(false)), "{}", again.body);
    let trail = admin.get("/api/v1/audit?action=import&actor=root").send().json();
    let told: Vec<_> = trail["entries"].as_array().expect("entries").iter().collect();
    assert_eq!(told.len(), 1, "the same again is nothing: {told:?}");
    assert_eq!(
        (&told[0]["object"], &told[0]["detail"]),
        (&json!("problem new"), &json!("version 1, uploaded"))
    );
    let changed = package(|dir| {
        std::fs::write(dir.join("statement/problem.en.md"), "Now [this][that].\n").expect("a file");
        std::fs::write(dir.join("data/sample/odd"), "\n").expect("a file");
    });
    let reply = sent(&admin, "new.zip", &changed).send();
    assert_eq!((reply.status, &reply.json()["version"]), (201, &json!(2)), "{}", reply.body);
    let warning = json!({
        "file": "data/sample/odd", "line": null, "message": "no file of a test case; unused",
    });
    assert_eq!(reply.json()["warnings"], json!([warning]));
}

#[test]
fn all_that_is_wrong_is_told_and_nothing_taken() {
    let house = House::new();
    let admin = house.user("root", Role::Admin);
    let broken = package(|dir| {
        let yaml = dir.join("problem.yaml");
        let text = std::fs::read_to_string(&yaml).expect("a file");
        std::fs::write(&yaml, format!("{text}colour: red\n")).expect("a file");
        std::fs::remove_file(dir.join("data/secret/1.ans")).expect("a file");
    });
    let reply = sent(&admin, "new.zip", &broken).send();
    assert_eq!(reply.status, 422, "{}", reply.body);
    assert_eq!(reply.header("content-type"), "application/problem+json");
    let told = reply.json();
    assert_eq!(told["type"], "/api/v1/docs#invalid-package");
    let places: Vec<_> = told["findings"].as_array().expect("a list").iter().collect();
    let places: Vec<_> = places.iter().map(|f| (f["file"].as_str(), f["line"].as_u64())).collect();
    assert_eq!(places, [(Some("data/secret/1.in"), None), (Some("problem.yaml"), Some(6))]);
    assert_eq!(admin.get("/api/v1/problems/new").send().status, 404);

    for (name, archive, wanted) in [
        ("new.zip", b"PK no archive".to_vec(), "no ZIP archive that can be read"),
        ("../../mirror", new(), ""),
    ] {
        let reply = sent(&admin, name, &archive).send();
        match wanted {
            // Only the last part of a path counts: a new version of the problem of that name.
            "" => assert_eq!((reply.status, &reply.json()["slug"]), (201, &json!("mirror"))),
            _ => {
                assert_eq!(reply.status, 422, "{}", reply.body);
                let message = reply.json()["findings"][0]["message"].to_string();
                assert!(message.contains(wanted), "{message}");
            }
        }
    }
}

#[test]
fn uploads_are_for_admins_and_have_a_size() {
    let house = House::with(|config| config.http.package_mib = 1);
    let admin = house.user("root", Role::Admin);
    for (client, status) in [
        (house.nobody(), 401),
        (house.user("alice", Role::User), 403),
        (house.user("judge", Role::Judge), 403),
    ] {
        assert_eq!(sent(&client, "new.zip", &new()).send().status, status);
    }
    let reply = sent(&admin, "new.zip", &vec![0; (1 << 20) + 1]).send();
    assert_eq!((reply.status, &reply.json()["type"]), (413, &json!("/api/v1/docs#too-large")));
    let reply = admin.post("/api/v1/problems", &json!({})).send();
    assert_eq!(reply.status, 415, "{}", reply.body);
    let reply = sent(&admin, "", &[]).send();
    assert_eq!((reply.status, &reply.json()["field"]), (422, &json!("package")));
    let (session, csrf) = house.session_of("boss", Role::Admin);
    assert_eq!(sent(&session, "new.zip", &new()).send().status, 403, "a session without its proof");
    let proven = session.with("x-csrf-token", &csrf);
    assert_eq!(sent(&proven, "new.zip", &new()).send().status, 201);
}

#[test]
fn the_page_takes_a_package_without_a_script() {
    let house = House::new();
    let (admin, csrf) = house.session_of("boss", Role::Admin);
    let upload = |csrf: &str, archive: &[u8]| {
        form(&admin, "/admin/problems", &[("csrf", csrf)], "new.zip", archive).send()
    };
    assert_eq!(upload("wrong", &new()).status, 403);
    assert_eq!(form(&admin, "/admin/problems", &[], "new.zip", &new()).send().status, 403);
    let page = upload(&csrf, &new());
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("is imported as version 1."), "{}", page.body);
    assert!(page.body.contains("uploaded</span>"), "{}", page.body);
    assert_eq!(csrf_of(&page), csrf, "the page can be used at once");
    let broken = package(|dir| std::fs::remove_dir_all(dir.join("data/secret")).expect("removed"));
    let page = upload(&csrf, &broken);
    assert_eq!(page.status, 422);
    assert!(
        page.body.contains("<code>data/secret</code> this directory is missing"),
        "{}",
        page.body
    );

    let (user, csrf) = house.session("alice");
    let page = form(&user, "/admin/problems", &[("csrf", &csrf)], "new.zip", &new()).send();
    assert_eq!(page.status, 403);
}

#[test]
fn the_directory_is_not_taken_over_an_upload() {
    let mut house = House::new();
    let admin = house.user("root", Role::Admin);
    let version = |house: &House, slug: &str| -> Value {
        house.nobody().get(&format!("/api/v1/problems/{slug}")).send().json()["version"].clone()
    };
    assert_eq!(sent(&admin, "mirror.zip", &new()).send().status, 201);
    assert_eq!(version(&house, "mirror"), 2);
    write_problem(&house.problems(), "mirror", &[("1", "p\n")], &[("1", "q\n")]);
    write_problem(&house.problems(), "other", &[("1", "p\n")], &[("1", "q\n")]);
    house.restart();
    assert_eq!(version(&house, "mirror"), 2, "the upload stays");
    assert_eq!(version(&house, "other"), 2, "what was not uploaded follows the directory");

    // What is imported by command is a package of the operator's choice, in any case.
    let loaded = minos::problem::load(&house.problems().join("mirror")).expect("a good package");
    let console = minos::app::Viewer::console();
    house.app().import(&console, &loaded.package, &loaded.blobs).expect("taken in");
    write_problem(&house.problems(), "mirror", &[("1", "r\n")], &[("1", "s\n")]);
    house.restart();
    assert_eq!(version(&house, "mirror"), 4, "and the directory counts again");
}

#[test]
fn a_problem_is_given_out_and_is_the_same_when_it_comes_back() {
    let house = House::new();
    let admin = house.user("root", Role::Admin);
    let path = "/api/v1/problems/mirror/package";
    let reply = admin.get(path).send();
    assert_eq!((reply.status, reply.header("content-type")), (200, "application/zip"));
    let disposition = "attachment; filename=\"mirror.zip\"";
    assert_eq!(reply.header("content-disposition"), disposition);
    // The first time it has what the directory's package leaves to defaults; then nothing changes.
    let back = sent(&admin, "mirror.zip", &reply.bytes).send();
    assert!(back.status < 300, "{}", back.body);
    let again = sent(&admin, "mirror.zip", &admin.get(path).send().bytes).send();
    assert_eq!((again.status, &again.json()["changed"]), (200, &json!(false)), "{}", again.body);

    let (boss, _) = house.session_of("boss", Role::Admin);
    let page = boss.get("/admin/problems").send();
    assert!(page.body.contains("href=\"/admin/problems/mirror/package\""), "{}", page.body);
    assert_eq!(boss.get("/admin/problems/mirror/package").send().status, 200);
    for (client, status) in [(house.nobody(), 401), (house.user("judge", Role::Judge), 403)] {
        assert_eq!(client.get(path).send().status, status);
    }
    assert_eq!(admin.get("/api/v1/problems/nothing/package").send().status, 404);
}
