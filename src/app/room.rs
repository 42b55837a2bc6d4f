//! Whether the queue has room for one more.

use super::{App, Error, Observation, Reason, Refusal, Result, Viewer};
use crate::queue::{Class, Mode};

/// When to come back to a full queue, seconds.
const COME_BACK: u64 = 30;

/// When to come back while the queue is drained, seconds.
const COME_BACK_LATER: u64 = 120;

impl App {
    /// Whether a program of this class is taken now. The bounds are looked at, not held: programs
    /// that are sent at the same moment may go a little past them.
    pub(super) fn make_room(&self, viewer: &Viewer, class: Class) -> Result<()> {
        let refused = self.check_room(viewer, class);
        if let Err((why, error)) = refused {
            self.core.observe(Observation::Refused { why });
            return Err(error);
        }
        Ok(())
    }

    fn check_room(
        &self,
        viewer: &Viewer,
        class: Class,
    ) -> std::result::Result<(), (Refusal, Error)> {
        let mode = self.core.queue_mode().map_err(|error| (Refusal::Draining, error))?.mode;
        if mode == Mode::Draining {
            let message = Reason::Draining;
            return Err((Refusal::Draining, Error::Busy { message, seconds: COME_BACK_LATER }));
        }
        let Some(engine) = self.serving.engine() else { return Ok(()) };
        let bound = match class {
            Class::Run => self.core.settings.queue_runs,
            _ => self.core.settings.queue_submissions,
        };
        let counted =
            |of: Class| (of == Class::Run) == (class == Class::Run) && of != Class::Rejudge;
        let loads = engine.queue.classes();
        let loads = loads.iter().filter(|load| counted(load.class));
        let waiting: usize = loads.map(|load| load.ready + load.delayed).sum();
        if bound > 0 && waiting >= bound {
            let message = Reason::QueueFull { waiting, seconds: COME_BACK };
            return Err((Refusal::Full, Error::Busy { message, seconds: COME_BACK }));
        }
        let own = self.core.settings.queue_per_user;
        let mine = engine.queue.of_user(class, viewer.id);
        if own > 0 && mine >= own {
            let message = Reason::OwnQueueFull { waiting: mine, seconds: COME_BACK };
            return Err((Refusal::Own, Error::Throttled { message, seconds: COME_BACK }));
        }
        Ok(())
    }
}
