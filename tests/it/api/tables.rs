//! The tables of admins as CSV.

use super::owasp::people::Estate;

/// Header and rows of a table.
fn table(estate: &Estate, address: &str) -> (String, Vec<String>) {
    let reply = estate.root.session.get(address).send();
    assert_eq!(reply.status, 200, "{address}: {}", reply.body);
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
    assert!(reply.header("content-disposition").starts_with("attachment"));
    let mut lines = reply.body.lines().map(str::to_owned);
    (lines.next().unwrap_or_default(), lines.collect())
}

#[test]
fn every_table_of_admins_is_taken_along() {
    let estate = Estate::new();
    let app = estate.house.app();
    let console = minos::app::Viewer::console();
    app.make_classroom(&console, "=7b", "alice bob").expect("a class");
    let (header, rows) = table(&estate, "/admin/classes.csv");
    assert_eq!(header, "class,user");
    assert_eq!(rows, ["'=7b,alice", "'=7b,bob"], "no cell is a formula");

    let (header, rows) = table(&estate, "/admin/rejudges.csv");
    assert!(header.starts_with("id,scope,reason,state,submissions"), "{header}");
    assert!(rows[0].starts_with(&format!("{},", estate.rejudge)), "{rows:?}");
    let (header, rows) = table(&estate, &format!("/admin/rejudges/{}.csv", estate.rejudge));
    assert!(header.starts_with("submission,user,problem"), "{header}");
    assert!(!rows.is_empty());

    let (header, rows) = table(&estate, "/leaderboard.csv?class=%3D7b");
    assert_eq!(header, "rank,user,solved,score,last_solved_at");
    let names = rows.iter().filter_map(|row| row.split(',').nth(1));
    assert_eq!(names.collect::<std::collections::BTreeSet<_>>(), ["alice", "bob"].into());

    let (_, all) = table(&estate, "/admin/audit.csv");
    let (header, classes) = table(&estate, "/admin/audit.csv?action=class");
    assert_eq!(header, "id,at,actor,action,object,detail");
    assert_eq!(classes.len(), 1, "{classes:?}");
    assert!(classes[0].ends_with("console,class,class =7b,2 members"), "{classes:?}");
    assert!(all.len() > 1);

    app.set_queue_mode(&console, minos::app::Mode::Paused).expect("paused");
    super::house::submit(&estate.bob.token, "mirror", "echo");
    let (header, rows) = table(&estate, "/admin/queue.csv");
    assert_eq!(header, "job,what,class,state,failures,user,problem,queued_at");
    let waits = |row: &&String| row.contains(",practice,waiting,0,bob,mirror,");
    assert_eq!(rows.iter().filter(waits).count(), 1, "{rows:?}");
    let (header, rows) = table(&estate, "/admin/dead.csv?user=bob");
    assert!(header.starts_with("job,what,class,user,problem"), "{header}");
    assert!(rows.is_empty());
}
