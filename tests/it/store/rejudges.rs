//! Rejudges: written apart, applied as one, and never over what came later.

use minos::{
    domain::{RejudgeId, RejudgeItemId, RejudgeState},
    store::{Applied, RejudgeScope, VerdictChange},
};

use super::*;

impl World {
    /// A set of these submissions, all judged again with `verdict`.
    pub(super) fn judge_again(&self, ids: &[SubmissionId], verdict: Verdict) -> RejudgeId {
        let set = self.set_of(ids);
        for (item, job) in self.lease_rejudges() {
            let again = judgement(verdict, points(verdict));
            let finished = self.store.finish_rejudge(&job, item, &again).expect("it writes");
            assert!(matches!(finished, Finished::Written { .. }), "{finished:?}");
        }
        set
    }

    fn set_of(&self, ids: &[SubmissionId]) -> RejudgeId {
        let scope = RejudgeScope { submissions: ids.to_vec(), ..RejudgeScope::default() };
        let set = self.store.add_rejudge(scope, "these", "", "root").expect("it writes");
        set.expect("they are judged")
    }

    /// Leases on every waiting job of a rejudge.
    fn lease_rejudges(&self) -> Vec<(RejudgeItemId, Job)> {
        let waiting = self.store.waiting_jobs().expect("it reads");
        let jobs = waiting.iter().map(|row| {
            assert_eq!(row.class, Class::Rejudge, "after everything else");
            self.store.begin_job(row.id).expect("it writes").expect("it waits")
        });
        jobs.map(|job| match job.task {
            Task::Rejudge(item) => (item, job),
            task => panic!("{task:?}"),
        })
        .collect()
    }

    fn judged(&self, user: UserId, verdict: Verdict) -> SubmissionId {
        let (id, job) = self.submit(user, self.version);
        let judgement = judgement(verdict, points(verdict));
        self.store.finish_submission(&job, id, &judgement, &rules(&[])).expect("it writes");
        id
    }

    fn verdict(&self, id: SubmissionId) -> (Option<Verdict>, u32) {
        let found = self.store.submission(id).expect("it reads").expect("it is there");
        assert_eq!(found.status, Status::Done);
        (found.verdict, found.attempt)
    }

    fn apply(&self, set: RejudgeId) -> Applied {
        match self.store.apply_rejudge(set, "root").expect("it writes") {
            Closed::Done(applied) => applied,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn nothing_shows_before_it_is_applied_and_all_of_it_after() {
    let world = World::new();
    let (ada, bob) = (world.user("ada"), world.user("bob"));
    let ids = [world.judged(ada, Verdict::Accepted), world.judged(bob, Verdict::WrongAnswer)];
    let set = world.judge_again(&ids, Verdict::WrongAnswer);
    let kept = world.store.rejudge(set).expect("it reads").expect("it is there");
    assert_eq!((kept.total, kept.waiting, kept.changed), (2, 0, 1));
    assert_eq!(kept.state, RejudgeState::Open);
    let changes = world.store.rejudge_changes(set).expect("it reads");
    let change = |from, to| VerdictChange { from: Some(from), to: Some(to), count: 1 };
    let (ac, wa) = (Verdict::Accepted, Verdict::WrongAnswer);
    assert_eq!(changes, [change(ac, wa), change(wa, wa)]);
    let items = |all| world.store.rejudge_items(set, all, 0, 10).expect("it reads");
    assert_eq!((items(true).1, items(false).1), (2, 1));
    assert_eq!(items(false).0[0].submission, ids[0]);
    assert_eq!(world.verdict(ids[0]), (Some(ac), 1));
    assert_eq!(world.store.standings(Period::Ever).expect("it reads").len(), 1);

    let applied = world.apply(set);
    assert_eq!((applied.written, applied.stale), (ids.to_vec(), 0));
    assert_eq!(applied.standings, [ada]);
    assert_eq!(world.verdict(ids[0]), (Some(wa), 2));
    assert_eq!(world.store.standings(Period::Ever).expect("it reads").len(), 0);
    world.afresh_is_kept();
    assert_eq!(world.store.apply_rejudge(set, "root").expect("it writes"), Closed::Before);
    assert_eq!(world.store.discard_rejudge(set, "root").expect("it writes"), Closed::Before);
}

#[test]
fn a_set_is_applied_whole_or_not_at_all() {
    let world = World::new();
    let ada = world.user("ada");
    let ids = [world.judged(ada, Verdict::Accepted), world.judged(ada, Verdict::Accepted)];
    let set = world.set_of(&ids);
    let mut leases = world.lease_rejudges();
    let (item, job) = leases.remove(0);
    let again = judgement(Verdict::TimeLimit, 0.0);
    let finish = || world.store.finish_rejudge(&job, item, &again).expect("it writes");
    assert!(matches!(finish(), Finished::Written { .. }));
    assert_eq!(finish(), Finished::Stale, "its job is done");
    assert_eq!(world.store.apply_rejudge(set, "root").expect("it writes"), Closed::Unfinished(1));
    assert_eq!(world.verdict(ids[0]), (Some(Verdict::Accepted), 1));

    let (item, job) = leases.remove(0);
    let closed = world.store.discard_rejudge(set, "root").expect("it writes");
    assert!(matches!(closed, Closed::Done(_)), "{closed:?}");
    let late = world.store.finish_rejudge(&job, item, &again).expect("it writes");
    assert_eq!(late, Finished::Stale, "its set was discarded under way");
    assert!(world.store.waiting_jobs().expect("it reads").is_empty());
    assert_eq!(world.verdict(ids[1]), (Some(Verdict::Accepted), 1));
    world.afresh_is_kept();
}

#[test]
fn of_two_sets_the_first_applied_wins() {
    let world = World::new();
    let ada = world.user("ada");
    let ids = [world.judged(ada, Verdict::Accepted), world.judged(ada, Verdict::WrongAnswer)];
    let slow = world.judge_again(&ids, Verdict::TimeLimit);
    let fast = world.judge_again(&ids[..1], Verdict::WrongAnswer);
    assert_eq!(world.apply(fast).written, ids[..1]);
    let items = world.store.rejudge_items(slow, true, 0, 10).expect("it reads").0;
    assert_eq!(items.iter().map(|item| item.stale).collect::<Vec<_>>(), [true, false]);
    let applied = world.apply(slow);
    assert_eq!((applied.written, applied.stale), (ids[1..].to_vec(), 1));
    assert_eq!(world.verdict(ids[0]), (Some(Verdict::WrongAnswer), 2));
    assert_eq!(world.verdict(ids[1]), (Some(Verdict::TimeLimit), 2));
    let items = world.store.rejudge_items(slow, true, 0, 10).expect("it reads").0;
    assert_eq!(items.iter().map(|item| item.stale).collect::<Vec<_>>(), [true, false]);
    world.afresh_is_kept();
}

#[test]
fn the_current_version_judges_again_and_what_is_not_judged_is_no_part_of_it() {
    let world = World::new();
    let ada = world.user("ada");
    let id = world.judged(ada, Verdict::WrongAnswer);
    let mended = import_as(&world.store, "sums", "mended");
    let (queued, job) = world.add(ada, mended);
    let scope = RejudgeScope { problem: Some("sums".into()), ..RejudgeScope::default() };
    let set = world.store.add_rejudge(scope.clone(), "sums", "", "root").expect("it writes");
    let set = set.expect("one is judged");
    assert_eq!(world.store.rejudge(set).expect("it reads").map(|set| set.total), Some(1));
    let waiting = world.store.waiting_jobs().expect("it reads");
    let again = waiting.iter().find(|row| row.id != job).expect("a job of the set").id;
    let again = world.store.begin_job(again).expect("it writes").expect("it waits");
    let Task::Rejudge(item) = again.task else { panic!("{again:?}") };
    let work = world.store.rejudge_work(item).expect("it reads").expect("it is there");
    assert_eq!((work.submission, work.version), (id, mended.id));
    let right = judgement(Verdict::Accepted, 1.0);
    world.store.finish_rejudge(&again, item, &right).expect("it writes");
    assert_eq!(world.apply(set).written, [id]);
    let found = world.store.submission(id).expect("it reads").expect("it is there");
    assert_eq!(found.version, mended.id);
    let waits = world.store.submission(queued).expect("it reads").expect("it is there");
    assert_eq!((waits.status, waits.verdict), (Status::Queued, None));

    let nothing = RejudgeScope { verdict: Some(Verdict::TimeLimit), ..scope };
    let none = world.store.add_rejudge(nothing, "sums, TLE", "", "root").expect("it writes");
    assert_eq!(none, None);
    assert_eq!(world.store.rejudges(10).expect("it reads").len(), 1, "and no empty set");
}

#[test]
fn what_a_program_tried_counts_once_however_often_it_is_judged() {
    let world = World::new();
    let id = world.judged(world.user("ada"), Verdict::RuntimeError);
    let set = world.judge_again(&[id], Verdict::RuntimeError);
    world.apply(set);
    assert_eq!(world.store.abuse_of(id).expect("it reads").len(), 1);
}

#[test]
fn a_restart_goes_on_with_a_rejudge() {
    let world = World::new();
    let id = world.judged(world.user("ada"), Verdict::WrongAnswer);
    world.set_of(&[id]);
    let (item, lost) = world.lease_rejudges().remove(0);
    assert_eq!(world.store.recover_jobs(5).expect("it writes"), 1);
    let (same, job) = world.lease_rejudges().remove(0);
    assert_eq!((same, job.attempt), (item, 2));
    let right = judgement(Verdict::Accepted, 1.0);
    let finish = |job| world.store.finish_rejudge(job, item, &right).expect("it writes");
    assert_eq!(finish(&lost), Finished::Stale);
    assert!(matches!(finish(&job), Finished::Written { .. }));
}
