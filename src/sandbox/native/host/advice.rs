//! The commands that make a host better, by what stands in the way.

use std::{fs, path::Path};

use super::super::cgroup::{Obstacle, Obstacles, Version};

/// What of a host decides which command helps.
pub struct Facts {
    /// Not root.
    pub rootless: bool,
    /// Our user.
    pub user: u32,
    /// systemd is in charge.
    pub systemd: bool,
    /// Inside a container.
    pub container: bool,
    /// The first switch that refuses namespaces to us: its key and the value that would not.
    pub switch: Option<(String, String)>,
    /// The v2 tree is mounted with `favordynmods`.
    pub favours_changes: bool,
}

impl Facts {
    pub fn gather() -> Self {
        let rootless = super::rootless();
        let there = |path: &str| Path::new(path).exists();
        let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        Self {
            rootless,
            user: nix::unistd::geteuid().as_raw(),
            systemd: there("/run/systemd/system"),
            container: there("/.dockerenv")
                || there("/run/.containerenv")
                || std::env::var_os("KUBERNETES_SERVICE_HOST").is_some(),
            switch: switch(rootless, |key| {
                let path = format!("/proc/sys/{}", key.replace('.', "/"));
                fs::read_to_string(path).ok()?.trim().parse().ok()
            }),
            favours_changes: mounts.contains("favordynmods"),
        }
    }

    /// What refuses namespaces, and the command that allows them.
    pub fn refusal(&self) -> Option<(String, String)> {
        let (key, value) = self.switch.as_ref()?;
        Some((
            format!("switched off by {key}"),
            format!(
                "as root: sysctl -w {key}={value} (for good: echo '{key} = {value}' > \
                 /etc/sysctl.d/60-minos.conf){}",
                if self.rootless && key.starts_with("kernel.") {
                    "; or run minos as root"
                } else {
                    ""
                }
            ),
        ))
    }

    /// What may be done about control groups that work.
    pub fn advice(&self, version: Version) -> Option<String> {
        let worth_it = version == Version::V2 && !self.rootless && !self.favours_changes;
        worth_it.then(|| {
            "optional, on a machine that only judges: mount -o remount,favordynmods \
             /sys/fs/cgroup makes changes of groups faster and forks a little slower, until the \
             next boot"
                .into()
        })
    }

    /// The command that gives us control groups.
    pub fn remedy(&self, obstacles: &Obstacles) -> String {
        match (&obstacles.v1, &obstacles.v2) {
            (Some(Obstacle::NotInV1(_)), Some(Obstacle::Lacks { top: true, .. })) => {
                "the controllers are split over both versions; give v2 all of them with the kernel \
                 parameters cgroup_no_v1=all systemd.unified_cgroup_hierarchy=1"
                    .into()
            }
            (_, Some(why)) => self.remedy_for(Version::V2, why),
            (Some(why), None) => self.remedy_for(Version::V1, why),
            (None, None) if self.container => CONTAINER.into(),
            (None, None) => "as root: mount -t cgroup2 cgroup2 /sys/fs/cgroup".into(),
        }
    }

    fn remedy_for(&self, version: Version, why: &Obstacle) -> String {
        match why {
            Obstacle::ReadOnly(_) | Obstacle::NotShown { .. } if self.container => CONTAINER.into(),
            Obstacle::ReadOnly(path) => {
                format!("as root: mount -o remount,rw {}", path.display())
            }
            Obstacle::NotShown { .. } => {
                "as root: mount -t cgroup2 cgroup2 /sys/fs/cgroup, which shows our own groups".into()
            }
            Obstacle::NotInV1(controllers) => {
                format!(
                    "as root: for c in {}; do mkdir -p /sys/fs/cgroup/$c && mount -t cgroup -o $c \
                     cgroup /sys/fs/cgroup/$c; done; or boot with cgroup_enable=memory when it is \
                     memory that the kernel hides",
                    controllers.join(" ")
                )
            }
            Obstacle::Lacks { top: true, .. } => {
                "boot with the kernel parameter cgroup_enable=memory when memory is missing, or use \
                 a kernel with CONFIG_MEMCG, CONFIG_CGROUP_PIDS and CONFIG_CFS_BANDWIDTH"
                    .into()
            }
            Obstacle::Lacks { .. } if self.rootless && self.systemd => format!(
                "as root: mkdir -p /etc/systemd/system/user@.service.d && printf \
                 '[Service]\\nDelegate=cpu memory pids\\n' > \
                 /etc/systemd/system/user@.service.d/delegate.conf && systemctl daemon-reload; \
                 then log in again and run: {SCOPE}"
            ),
            Obstacle::NotOurs(_) if self.rootless && self.systemd && version == Version::V2 => {
                format!("{SCOPE}; as a service: {UNIT}")
            }
            Obstacle::Shared(_) if self.systemd && !self.rootless => {
                format!("systemd-run --scope -p Delegate=yes minos serve; as a service: {UNIT}")
            }
            Obstacle::Shared(_) if self.container => {
                "give the container a pid namespace of its own: without --pid=host".into()
            }
            _ if self.rootless => self.by_hand(version),
            _ => "this root lacks the right to it: run minos as the host's root, or in a container \
                  with writable control groups"
                .into(),
        }
    }

    /// Where nobody manages the groups: gives this shell groups that belong to its user.
    fn by_hand(&self, version: Version) -> String {
        let user = self.user;
        let command = match version {
            Version::V1 => format!(
                "for c in cpuacct memory pids cpu; do d=/sys/fs/cgroup/$c/minos; mkdir $d; chown -R \
                 {user} $d; echo '$$' > $d/cgroup.procs; done"
            ),
            Version::V2 => format!(
                "cd /sys/fs/cgroup; echo \"+cpu +memory +pids\" > cgroup.subtree_control; mkdir \
                 minos; chown {user} minos minos/cgroup.procs minos/cgroup.subtree_control; echo \
                 '$$' > minos/cgroup.procs"
            ),
        };
        format!("sudo sh -c '{command}', and start minos from the same shell")
    }
}

/// The way of a user with systemd.
const SCOPE: &str = "systemd-run --user --scope -p Delegate=yes minos serve";

/// The way of a system service.
const UNIT: &str = "a unit with User=, Delegate=yes and ExecStart=";

/// The ways of containers.
const CONTAINER: &str = "make the container's control groups writable: docker run \
                         --cgroupns=private --security-opt writable-cgroups=true (Docker 28 and \
                         later), podman run --systemd=always, containerd's cgroup_writable = true";

/// The first switch that is set against us, by `read`.
fn switch(rootless: bool, read: impl Fn(&str) -> Option<u64>) -> Option<(String, String)> {
    // Root needs no permission for namespaces, but what is limited to none is so for all.
    let limits = super::NAMESPACES.map(|kind| (format!("user.max_{kind}_namespaces"), 0, "65536"));
    let permissions = [
        // Debian's, and Ubuntu's since 23.10.
        ("kernel.unprivileged_userns_clone".to_owned(), 0, "1"),
        ("kernel.apparmor_restrict_unprivileged_userns".to_owned(), 1, "0"),
    ];
    let permissions = permissions.into_iter().filter(|_| rootless);
    permissions
        .chain(limits)
        .find(|(key, against, _)| read(key) == Some(*against))
        .map(|(key, _, value)| (key, value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: Facts = Facts {
        rootless: true,
        user: 1000,
        systemd: true,
        container: false,
        switch: None,
        favours_changes: false,
    };

    fn v1(why: Obstacle) -> Obstacles {
        Obstacles { v1: Some(why), v2: None }
    }

    fn v2(why: Obstacle) -> Obstacles {
        Obstacles { v1: None, v2: Some(why) }
    }

    #[test]
    fn each_obstacle_gets_the_command_against_it() {
        let lacks = |top| Obstacle::Lacks { group: "/g".into(), controllers: vec!["cpu"], top };
        let plain = Facts { systemd: false, ..HOST };
        let root = Facts { rootless: false, ..HOST };
        let container = Facts { container: true, ..HOST };
        for (facts, obstacles, command) in [
            (
                &HOST,
                v2(Obstacle::NotOurs("/g".into())),
                "systemd-run --user --scope -p Delegate=yes",
            ),
            (&HOST, v2(lacks(false)), "Delegate=cpu memory pids"),
            (&HOST, v2(lacks(true)), "cgroup_enable=memory"),
            (&HOST, v1(Obstacle::NotOurs("/g".into())), "chown -R 1000 $d"),
            (&plain, v2(Obstacle::NotOurs("/g".into())), "chown 1000 minos minos/cgroup.procs"),
            (&plain, v2(lacks(false)), "+cpu +memory +pids"),
            (&root, v2(Obstacle::Shared("/g".into())), "systemd-run --scope -p Delegate=yes"),
            (&root, v2(Obstacle::ReadOnly("/g".into())), "mount -o remount,rw /g"),
            (&container, v2(Obstacle::ReadOnly("/g".into())), "writable-cgroups=true"),
            (&container, Obstacles::default(), "writable-cgroups=true"),
            (&HOST, Obstacles::default(), "mount -t cgroup2"),
            (&HOST, v1(Obstacle::NotInV1(vec!["pids"])), "for c in pids;"),
        ] {
            let remedy = facts.remedy(&obstacles);
            assert!(remedy.contains(command), "{obstacles:?}: {remedy}");
        }
        let split = Obstacles { v1: Some(Obstacle::NotInV1(vec!["cpu"])), v2: Some(lacks(true)) };
        assert!(HOST.remedy(&split).contains("cgroup_no_v1=all"));
    }

    #[test]
    fn switches_against_namespaces_are_named_with_the_way_to_turn_them() {
        let host = |rootless, key: &'static str, value| Facts {
            rootless,
            switch: switch(rootless, |asked| Some(if asked == key { value } else { 9 })),
            ..HOST
        };
        for (key, value, command) in [
            ("kernel.unprivileged_userns_clone", 0, "kernel.unprivileged_userns_clone=1 "),
            (
                "kernel.apparmor_restrict_unprivileged_userns",
                1,
                "kernel.apparmor_restrict_unprivileged_userns=0 ",
            ),
            ("user.max_net_namespaces", 0, "user.max_net_namespaces=65536 "),
        ] {
            let (why, hint) = host(true, key, value).refusal().expect("a refusal");
            assert!(why.contains(key) && hint.contains(&format!("sysctl -w {command}")), "{hint}");
            // What is forbidden to the unprivileged does not touch root.
            assert_eq!(host(false, key, value).refusal().is_some(), key.starts_with("user."));
        }
        assert!(host(true, "", 0).refusal().is_none());
    }
}
