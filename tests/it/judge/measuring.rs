//! Times and memory are the program's own, and what is measured once more is alone.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, LazyLock, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use minos::{
    domain::{Judgement, Toolchain, Verdict},
    judge::{Cores, Judge, Request, Settings, Source},
    language,
    problem::{self, Loaded},
    sandbox::{
        Command, Error, File, Mount, Outcome, Provider, Sandbox,
        native::{Native, Options},
    },
};

use super::place::{write, write_package};

static NATIVE: LazyLock<Native> = LazyLock::new(|| {
    let init = PathBuf::from(env!("CARGO_BIN_EXE_minos"));
    Native::new(Options { init, ..Options::default() }).expect("a native sandbox on this host")
});

/// The native sandbox with an eye on what runs.
#[derive(Clone, Default)]
struct Watched(Arc<Watch>);

#[derive(Default)]
struct Watch {
    running: AtomicU32,
    /// Counts starts, to see those that came in between.
    starts: AtomicU32,
    /// The program of each run.
    runs: Mutex<Vec<String>>,
    /// What runs that were not alone are said to have used.
    crowded_cpu: Option<Duration>,
}

impl Watched {
    fn judge(&self, settings: Settings) -> Judge {
        let mut languages = language::load(None).expect("profiles");
        languages.retain(|l| ["c", "java"].contains(&l.id.as_str()));
        let toolchains = language::installed(language::probe(&languages));
        Judge::new(Arc::new(self.clone()), toolchains, settings)
    }

    /// How often this program was run.
    fn count(&self, program: &str) -> usize {
        self.0.runs.lock().expect("runs").iter().filter(|run| *run == program).count()
    }
}

impl Provider for Watched {
    fn open(&self, mounts: &[Mount]) -> Result<Box<dyn Sandbox>, Error> {
        Ok(Box::new(WatchedPlace(NATIVE.open(mounts)?, Arc::clone(&self.0))))
    }
}

struct WatchedPlace(Box<dyn Sandbox>, Arc<Watch>);

impl Sandbox for WatchedPlace {
    fn put(&mut self, files: &[File]) -> Result<(), Error> {
        self.0.put(files)
    }

    fn take(&mut self, most: u64) -> Result<Option<Vec<File>>, Error> {
        self.0.take(most)
    }

    fn run(&mut self, command: Command) -> Result<Outcome, Error> {
        let program = command.argv[0].clone();
        let is_measured = command.argv.iter().any(|word| word == "measured");
        let beside = self.1.running.fetch_add(1, Ordering::SeqCst);
        let start = self.1.starts.fetch_add(1, Ordering::SeqCst);
        let mut outcome = self.0.run(command)?;
        let alone = beside == 0 && self.1.starts.load(Ordering::SeqCst) == start + 1;
        self.1.running.fetch_sub(1, Ordering::SeqCst);
        if let (Some(cpu), false, true) = (self.1.crowded_cpu, alone, is_measured) {
            outcome.usage.cpu = cpu;
        }
        self.1.runs.lock().expect("runs").push(program);
        Ok(outcome)
    }
}

fn toolchain<'a>(judge: &'a Judge, id: &str) -> &'a Toolchain {
    judge.toolchains.iter().find(|t| t.language.id == id).expect(id)
}

fn judged(judge: &Judge, loaded: &Loaded, language: &str, text: &str) -> Judgement {
    let request = Request {
        package: &loaded.package,
        blobs: &loaded.blobs,
        toolchain: Some(toolchain(judge, language)),
        source: &Source::lone("source", text.as_bytes()),
        run_all: true,
    };
    judge.judge(&request, &mut |_| {}).expect("judged")
}

fn package(dir: &Path, limits: &str, cases: &[(&str, &str)]) -> Loaded {
    write_package(dir, &format!("limits:\n{limits}"), cases);
    problem::load(dir).expect("a good package")
}

/// In a crowd its time is said to be a little over its limit, and must be measured until it is
/// alone.
#[test]
fn what_is_measured_once_more_is_alone() {
    let dir = tempfile::tempdir().expect("a directory");
    let loaded = package(&dir.path().join("echo"), "  time_limit: 20\n", &[("1", "1\n")]);
    let mut measured = problem::load(&dir.path().join("echo")).expect("a good package");
    measured.package.cases[0].args = vec!["measured".into()];
    let watch = Watch { crowded_cpu: Some(Duration::from_secs(21)), ..Watch::default() };
    let watched = Watched(Arc::new(watch));
    let judge = watched.judge(Settings { cores: Cores::count(2), ..Settings::default() });
    let echo =
        "#include <stdio.h>\nint main(void) { int c; while ((c = getchar()) != EOF) putchar(c); }";
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::SeqCst) {
                    let verdict = judged(&judge, &loaded, "c", echo).verdict;
                    assert_eq!(verdict, Verdict::Accepted);
                }
            });
        }
        let measured = |_| judged(&judge, &measured, "c", echo).verdict;
        let verdicts: Vec<_> = (0..10).map(measured).collect();
        done.store(true, Ordering::SeqCst);
        assert_eq!(verdicts, [Verdict::Accepted; 10]);
    });
}

#[test]
fn a_source_is_compiled_once_and_so_is_a_validator() {
    let dir = tempfile::tempdir().expect("a directory");
    let dir = dir.path().join("any");
    write(&dir.join("output_validator/any.c"), "int main(void) { return 42; }\n");
    let loaded = package(&dir, "  time_limit: 20\n", &[("1", "1\n")]);
    let watched = Watched::default();
    let judge = watched.judge(Settings::default());
    let text = "int main(void) { return 0; }";
    let first = judged(&judge, &loaded, "c", text);
    assert_eq!(watched.count("gcc"), 2);
    let again = judged(&judge, &loaded, "c", text);
    assert_eq!(watched.count("gcc"), 2);
    assert_eq!((first.verdict, again.verdict), (Verdict::Accepted, Verdict::Accepted));
    assert_eq!(
        (first.compile.status, first.compile.output),
        (again.compile.status, again.compile.output)
    );
    assert_eq!((again.compile.cpu_ms, again.compile.wall_ms), (0, 0), "nothing was spent");
    judged(&judge, &loaded, "c", "int main(void) { return 0; } // another");
    assert_eq!(watched.count("gcc"), 3);
}

/// Holds as many MiB as its input says.
const HOLD: &str = r#"
import java.util.*;
public class Hold {
    public static void main(String[] args) {
        int mib = new Scanner(System.in).nextInt();
        List<byte[]> held = new ArrayList<>();
        for (int i = 0; i < mib; i++) {
            byte[] piece = new byte[1 << 20];
            Arrays.fill(piece, (byte) i);
            held.add(piece);
        }
        System.out.println(held.size());
    }
}
"#;

/// With a limit of 96 MiB: the heap is the program's, what the machine takes beside it is not.
#[test]
fn memory_in_java_is_the_heap() {
    let dir = tempfile::tempdir().expect("a directory");
    let cases = [("60", "60\n"), ("120", "120\n")];
    let limits = "  time_limit: 20\n  memory: 96\n";
    let loaded = package(&dir.path().join("hold"), limits, &cases);
    let judge = Watched::default().judge(Settings::default());
    let judgement = judged(&judge, &loaded, "java", HOLD);
    let [fits, not] = judgement.tests.as_slice() else { panic!("two tests") };
    let (fits, not) = if fits.name.ends_with("/60") { (fits, not) } else { (not, fits) };
    assert_eq!(fits.verdict, Some(Verdict::Accepted), "{fits:?}");
    assert!(fits.memory_kib > 60 << 10, "the whole tree is shown: {fits:?}");
    assert_eq!(not.verdict, Some(Verdict::MemoryLimit), "{not:?}");
    assert_eq!(not.message, "out of memory, says the language's runtime");
}
