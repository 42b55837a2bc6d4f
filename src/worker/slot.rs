//! One job, from its lease to its report.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use super::{Desk, Failure, Trouble, Work};
use crate::{
    judge::{Error, Judge, Request, RunRequest},
    queue::{Fault, Lease},
};

/// Does a job. `sign` is called at every sign of life, with the longest that the limits allow until
/// the next. A panic is a failure like any other.
pub(super) fn work(
    judge: &Judge,
    desk: &dyn Desk,
    lease: &Lease,
    sign: &dyn Fn(Duration),
) -> Result<(), Failure> {
    catch_unwind(AssertUnwindSafe(|| attempt(judge, desk, lease, sign)))
        .unwrap_or_else(|panic| Err(own(format!("judging panicked: {}", message(&*panic)))))
}

fn attempt(
    judge: &Judge,
    desk: &dyn Desk,
    lease: &Lease,
    sign: &dyn Fn(Duration),
) -> Result<(), Failure> {
    let job = &lease.job;
    let Some(work) = desk.open(lease).map_err(trouble)? else { return Ok(()) };
    let step = work.longest_step();
    sign(step);
    match work {
        Work::Judge { package, blobs, toolchain, source } => {
            let request = Request {
                package: &package,
                blobs: &*blobs,
                toolchain: toolchain.as_ref(),
                source: &source,
                run_all: false,
            };
            let judgement = judge.judge(&request, &mut |progress| {
                sign(step);
                desk.progress(job, progress);
            });
            desk.judged(job, judgement.map_err(failure)?).map_err(trouble)
        }
        Work::Run { toolchain, source, stdin, limits, problem } => {
            let problem = problem.as_ref().map(|(package, blobs)| (&**package, &**blobs));
            let (toolchain, source) = (&toolchain, &source);
            let request = RunRequest { toolchain, source, limits, problem };
            let result = judge.run(&request, stdin).map_err(failure)?;
            desk.ran(job, result).map_err(trouble)
        }
    }
}

fn failure(error: Error) -> Failure {
    let lost = matches!(&error, Error::Sandbox(error) if error.lost);
    Failure {
        sandbox: matches!(error, Error::Sandbox(_)),
        fault: if lost { Fault::Interruption } else { Fault::Own },
        reason: error.to_string(),
    }
}

fn trouble(trouble: Trouble) -> Failure {
    own(trouble.to_string())
}

fn own(reason: String) -> Failure {
    Failure { reason, sandbox: false, fault: Fault::Own }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
