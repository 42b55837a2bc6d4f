//! The dashboard: the metrics, drawn.

use minos::domain::Role;

use super::house::{House, judged};

#[test]
fn it_draws_what_the_metrics_say() {
    let house = House::new();
    let (alice, root) = (house.user("alice", Role::User), house.user("root", Role::Admin));
    judged(&alice, "mirror", "echo");
    judged(&alice, "mirror", "say no");
    judged(&alice, "mirror", "forbidden");
    let page = root.get("/admin/dashboard").send();
    assert_eq!(page.status, 200, "{}", page.body);
    for text in [
        "<dt>Jobs waiting</dt><dd>0</dd>",
        "<dt>Dead letters</dt><dd>0</dd>",
        "Accepted: 1",
        "Wrong answer: 1",
        "aria-label=\"AC 1, WA 1, RTE 1\"",
        // Three tests of the right one, the first of each of the others.
        "<th scope=\"row\">script</th><td class=\"num\">5</td>",
        "<th scope=\"row\">syscall</th><td class=\"num\">1</td>",
        "aria-label=\"Now: Run on own input 0, Contest 0, Practice 0, Rejudge 0\"",
        "<polyline class=\"line s0\"",
        "data-follow=\"/api/v1/queue/events\"",
    ] {
        assert!(page.body.contains(text), "no {text} in\n{}", page.body);
    }
    let metrics = house.nobody().get("/metrics").send().body;
    for name in ["minos_database_size_bytes", "minos_disk_free_bytes", "minos_disk_size_bytes"] {
        let line = metrics.lines().find(|line| line.starts_with(name)).expect(name);
        assert!(!line.ends_with(" 0"), "{line}");
    }
}
