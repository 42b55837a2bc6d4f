//! What nothing needs any more is forgotten, and nothing else.

use minos::domain::{Digest, RejudgeItemId};

use super::*;

/// A version of `sums` with a blob of its own.
fn version(store: &Store, content: &str) -> (Version, Digest) {
    let blob = NewBlob::new(content.as_bytes());
    let digest = blob.digest().clone();
    store.put_blobs(vec![blob]).expect("the database writes");
    let new = NewVersion {
        slug: "sums".into(),
        name: "SUMS".into(),
        tags: Vec::new(),
        scoring: false,
        max_score: 1.0,
        embargo: None,
        tests: 1,
        manifest: content.into(),
        digest: digest.clone(),
        blobs: vec![digest.clone()],
        uploaded: false,
        actor: "root".into(),
    };
    (store.put_version(new).expect("the database writes").0, digest)
}

#[test]
fn old_versions_go_and_those_that_judged_or_will_stay() {
    let world = World::new();
    let ada = world.user("ada");
    let manifest = |version: Version| world.store.manifest(version.id).expect("it reads");
    let (judged, of_judged) = version(&world.store, "judged");
    let (id, job) = world.submit(ada, judged);
    let result = judgement(Verdict::Accepted, 1.0);
    world.store.finish_submission(&job, id, &result, &rules(&[])).expect("it writes");
    let (again, of_again) = version(&world.store, "judges again");
    world.judge_again(&[id], Verdict::WrongAnswer);
    let (old, of_old) = version(&world.store, "old");
    let (current, of_current) = version(&world.store, "current");

    // The first one of this world has neither judged nor is it current.
    assert_eq!(world.store.remove_old_versions().expect("it writes"), 2);
    assert_eq!(manifest(old), None);
    for kept in [judged, again, current] {
        assert!(manifest(kept).is_some(), "{kept:?}");
    }
    let orphans = world.store.orphaned_blobs().expect("it reads");
    assert!(orphans.contains(&of_old), "{orphans:?}");
    for kept in [&of_judged, &of_again, &of_current] {
        assert!(!orphans.contains(kept));
    }
    // One of them is wanted again meanwhile.
    let back = version(&world.store, "old").0;
    let removed = world.store.remove_orphaned_blobs(orphans.clone()).expect("it writes");
    assert_eq!(removed, orphans.len() - 1);
    assert_eq!(&*world.store.read(&of_old).expect("it is there"), b"old");
    assert!(manifest(back).is_some());
    assert!(world.store.orphaned_blobs().expect("it reads").is_empty());
    let work = world.store.rejudge_work(RejudgeItemId(1)).expect("it reads");
    assert_eq!(work.map(|work| work.version), Some(again.id));
}
