//! Hosts of all kinds, each a small tree of files like their /proc and /sys.

use tempfile::TempDir;

use super::*;

const ALL: &str = "cpuset cpu io memory pids";

/// A host under construction.
struct Fake {
    dir: TempDir,
    mountinfo: String,
    host: Host,
}

impl Fake {
    /// A host without any cgroup mounts, whose only process is root's.
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let host = Host {
            root: dir.path().to_owned(),
            v1: HashMap::new(),
            v2: None,
            pid: 100,
            privileged: true,
            writable: |_| Ok(()),
        };
        let mountinfo = "22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n".into();
        Self { dir, mountinfo, host }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Mounts the group `root` of a tree.
    fn mount(&mut self, kind: &str, options: &str, root: &str, point: &str) {
        self.mountinfo +=
            &format!("31 22 0:27 {root} {point} rw,nosuid shared:5 - {kind} {kind} rw{options}\n");
        fs::create_dir_all(self.dir.path().join(&point[1..])).unwrap();
    }

    /// The v1 controllers, each mounted on its own, with us in `own` of each.
    fn v1(mut self, own: &str) -> Self {
        for controller in v1::CONTROLLERS {
            let point = format!("/sys/fs/cgroup/{controller}");
            self.mount("cgroup", &format!(",{controller}"), "/", &point);
            fs::create_dir_all(self.dir.path().join(&point[1..]).join(&own[1..])).unwrap();
            self.host.v1.insert(controller.into(), own.into());
        }
        self
    }

    /// The v2 tree, with us in `own`.
    fn v2(mut self, root: &str, own: &str) -> Self {
        self.mount("cgroup2", ",nsdelegate", root, "/sys/fs/cgroup");
        self.host.v2 = Some(own.into());
        self
    }

    /// A group of the v2 tree, by its directory, with processes.
    fn group(self, group: &str, controllers: &str, handed_on: &str, procs: &str) -> Self {
        let dir = format!("sys/fs/cgroup{group}");
        if !group.is_empty() {
            self.write(&format!("{dir}/cgroup.type"), "domain\n");
        }
        self.write(&format!("{dir}/cgroup.controllers"), controllers);
        self.write(&format!("{dir}/cgroup.subtree_control"), handed_on);
        self.write(&format!("{dir}/cgroup.procs"), procs);
        self
    }

    fn rootless(mut self) -> Self {
        self.host.privileged = false;
        self
    }

    /// What would be done, with paths as on the host.
    fn look(&self) -> Result<(Version, Vec<String>, Way), Obstacles> {
        self.write("proc/self/mountinfo", &self.mountinfo);
        let plan = self.host.look()?;
        let root = self.dir.path();
        let inside = |p: &PathBuf| format!("/{}", p.strip_prefix(root).unwrap().display());
        Ok((plan.version, plan.parents.iter().map(inside).collect(), plan.way))
    }

    /// What is in the way, in words.
    fn refusal(&self) -> String {
        let why = self.look().expect_err("an obstacle").to_string();
        why.replace(self.dir.path().to_str().unwrap(), "")
    }
}

fn at(path: &str, way: Way) -> Result<(Version, Vec<String>, Way), Obstacles> {
    Ok((Version::V2, vec![path.into()], way))
}

#[test]
fn v1_gives_a_group_below_ours_in_each_controller() {
    let parents = v1::CONTROLLERS.map(|c| format!("/sys/fs/cgroup/{c}/ours")).to_vec();
    let wanted = Ok((Version::V1, parents, Way::Ready));
    assert_eq!(Fake::new().v1("/ours").look(), wanted);
    // A hybrid host has an empty v2 tree beside them.
    let mut hybrid = Fake::new().v1("/ours");
    hybrid.mount("cgroup2", "", "/", "/sys/fs/cgroup/unified");
    hybrid.host.v2 = Some("/".into());
    hybrid.write("sys/fs/cgroup/unified/cgroup.controllers", "");
    assert_eq!(hybrid.look(), wanted);
}

#[test]
fn v1_without_a_controller_or_without_permission_is_refused() {
    let mut some = Fake::new();
    for controller in ["cpuacct", "cpu"] {
        some.mount(
            "cgroup",
            &format!(",{controller}"),
            "/",
            &format!("/sys/fs/cgroup/{controller}"),
        );
    }
    assert_eq!(some.refusal(), "cgroup v1: the controllers memory, pids are not mounted");
    let mut foreign = Fake::new().v1("/").rootless();
    foreign.host.writable = |_| Err(Errno::EACCES);
    assert_eq!(foreign.refusal(), "cgroup v1: /sys/fs/cgroup/cpuacct is not ours to write");
}

#[test]
fn controllers_split_over_both_versions_tell_of_both() {
    let mut split = Fake::new();
    split.mount("cgroup", ",memory", "/", "/sys/fs/cgroup/memory");
    let split = split.v2("/", "/").group("", "cpu pids", "", "");
    assert_eq!(
        split.refusal(),
        "cgroup v1: the controllers cpuacct, pids, cpu are not mounted; cgroup v2: \
         /sys/fs/cgroup lacks the controllers memory"
    );
}

#[test]
fn v2_at_the_root_of_the_tree_hands_on_with_processes_in_it() {
    let fake = Fake::new().v2("/", "/").group("", ALL, "", "1\n100\n200\n");
    assert_eq!(fake.look(), at("/sys/fs/cgroup", Way::HandOn));
    let fake = Fake::new().v2("/", "/").group("", ALL, ALL, "1\n100\n");
    assert_eq!(fake.look(), at("/sys/fs/cgroup", Way::Ready));
}

#[test]
fn root_moves_itself_when_alone_and_takes_the_top_from_among_neighbours() {
    let unit = "/system.slice/minos.service";
    let host =
        |procs| Fake::new().v2("/", unit).group("", ALL, ALL, "2\n").group(unit, ALL, "", procs);
    let own = format!("/sys/fs/cgroup{unit}");
    assert_eq!(host("100\n").look(), at(&own, Way::MoveAside));
    assert_eq!(host("99\n100\n").look(), at("/sys/fs/cgroup", Way::Ready));
    // A login session lacks controllers besides.
    let session = "/user.slice/user-0.slice/session-1.scope";
    let login = Fake::new().v2("/", session).group("", ALL, "cpu memory pids", "2\n");
    let login = login.group(session, "memory pids", "", "99\n100\n");
    assert_eq!(login.look(), at("/sys/fs/cgroup", Way::Ready));
}

#[test]
fn a_delegated_user_slice_is_used_with_all_who_are_in_it() {
    let scope = "/user.slice/user-1000.slice/user@1000.service/app.slice/run-u1:2.scope";
    let host = |procs, handed_on| {
        let host = Fake::new().rootless().v2("/", scope).group("", ALL, ALL, "2\n");
        host.group(scope, "cpu memory pids", handed_on, procs)
    };
    let own = format!("/sys/fs/cgroup{scope}");
    assert_eq!(host("100\n", "").look(), at(&own, Way::MoveAside));
    assert_eq!(host("99\n100\n", "").look(), at(&own, Way::MoveAside));
    assert_eq!(host("", "cpu memory pids").look(), at(&own, Way::Ready));
    // Started again beside, or from, the process that moved.
    let mut again = host("", "cpu memory pids");
    again.host.v2 = Some(format!("{scope}/{SUPERVISOR}"));
    let again = again.group(&format!("{scope}/{SUPERVISOR}"), "", "", "99\n100\n");
    assert_eq!(again.look(), at(&own, Way::Ready));
}

#[test]
fn what_is_not_delegated_is_refused() {
    let session = "/user.slice/user-1000.slice/session-3.scope";
    let mut fake = Fake::new().rootless().v2("/", session).group("", ALL, ALL, "2\n");
    fake.host.writable = |_| Err(Errno::EACCES);
    let full = fake.group(session, ALL, "", "99\n100\n");
    let text = format!("cgroup v2: /sys/fs/cgroup{session} is not ours to write");
    assert_eq!(full.refusal(), text);
    let less = full.group(session, "memory pids", "", "99\n100\n");
    let text = format!("cgroup v2: /sys/fs/cgroup{session} lacks the controllers cpu");
    assert_eq!(less.refusal(), text);
    let obstacle = less.look().expect_err("an obstacle").v2;
    assert!(matches!(obstacle, Some(Obstacle::Lacks { top: false, .. })), "{obstacle:?}");
}

#[test]
fn a_container_with_a_cgroup_namespace_makes_room_at_its_top() {
    // Its top is no root of a tree: the rule against processes in inner groups holds there.
    let container = |procs| {
        let fake = Fake::new().v2("/", "/").group("", ALL, "", procs);
        fake.write("sys/fs/cgroup/cgroup.type", "domain\n");
        fake
    };
    assert_eq!(container("1\n100\n").look(), at("/sys/fs/cgroup", Way::MoveAside));
    // Processes that a container's pid namespace does not show can't be moved.
    assert_eq!(
        container("0\n100\n").refusal(),
        "cgroup v2: /sys/fs/cgroup holds other processes, so its controllers can't be handed on"
    );
}

#[test]
fn a_mount_shows_its_own_part_of_the_tree() {
    // With the host's cgroup namespace the mount's top is the container's group.
    let fake = Fake::new().v2("/docker/abc", "/docker/abc").group("", ALL, ALL, "1\n");
    assert_eq!(fake.look(), at("/sys/fs/cgroup", Way::Ready));
    let fake = Fake::new().v2("/docker/abc", "/docker/def").group("", ALL, ALL, "1\n");
    assert_eq!(fake.refusal(), "cgroup v2: /sys/fs/cgroup does not show our group /docker/def");
    // A mount from outside of the namespace is of no use; the next one is.
    let mut fake = Fake::new();
    fake.mount("cgroup2", "", "/../..", "/host/sys/fs/cgroup");
    let fake = fake.v2("/", "/").group("", ALL, ALL, "1\n");
    assert_eq!(fake.look(), at("/sys/fs/cgroup", Way::Ready));
}

#[test]
fn a_read_only_tree_is_refused_by_name() {
    let mut fake = Fake::new().v2("/", "/").group("", ALL, "", "1\n");
    fake.host.writable = |_| Err(Errno::EROFS);
    assert_eq!(fake.refusal(), "cgroup v2: /sys/fs/cgroup is mounted read-only");
}

#[test]
fn missing_controllers_are_told_from_those_not_handed_down() {
    let fake = Fake::new().v2("/", "/").group("", "cpu io pids", "", "1\n");
    assert_eq!(fake.refusal(), "cgroup v2: /sys/fs/cgroup lacks the controllers memory");
    let obstacle = fake.look().expect_err("an obstacle").v2;
    assert!(matches!(obstacle, Some(Obstacle::Lacks { top: true, .. })), "{obstacle:?}");
}

#[test]
fn a_host_without_any_says_so() {
    assert_eq!(Fake::new().refusal(), "no cgroup controllers are mounted");
    let mut empty = Fake::new();
    empty.mount("cgroup2", "", "/", "/sys/fs/cgroup/unified");
    empty.write("sys/fs/cgroup/unified/cgroup.controllers", "");
    assert_eq!(empty.refusal(), "no cgroup controllers are mounted");
}

#[test]
fn moving_aside_empties_the_group_before_it_hands_on() {
    // A plain file takes each pid, as the kernel does; that none is left shows only there.
    let fake = Fake::new().v2("/", "/").group("", ALL, "", "99\n100\n");
    let top = fake.dir.path().join("sys/fs/cgroup");
    move_aside(&top).unwrap();
    let read = |path: &str| fs::read_to_string(top.join(path)).unwrap();
    assert_eq!(read("minos-supervisor/cgroup.procs"), "100");
    assert_eq!(read("cgroup.subtree_control"), "+cpu +memory +pids");
}
