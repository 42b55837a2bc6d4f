//! Whatever arrives on a channel, it is a message or an error, and its descriptors are closed.
//! `PROPTEST_CASES` says how long to search.

use std::os::fd::AsFd;

use nix::{
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sys::socket::{AddressFamily, SockFlag, SockType, socketpair},
    unistd::pipe2,
};
use proptest::prelude::*;

use super::{
    super::mangle::{cases, mangled},
    *,
};

/// One of each message.
fn messages() -> Vec<String> {
    let meta = || FileMeta { path: "dir/file".into(), executable: true };
    let path = |path: &str| PathBuf::from(path);
    let requests = [
        Request::Setup(Setup {
            root: vec![
                Entry::Dir(path("/tmp")),
                Entry::Link(path("/bin"), path("usr/bin")),
                Entry::File(path("/etc/passwd"), "root:x:0:0\n".into()),
                Entry::Bind(path("/usr"), path("/usr")),
                Entry::Device(path("/dev/null"), path("/dev/null")),
                Entry::Raw(path("/proc"), path("/proc")),
                Entry::Hide(path("/usr/share")),
            ],
            rootless: false,
        }),
        Request::Open(Open { uid: 2_000_000_000, scratch_bytes: 1 << 20, scratch_inodes: 64 }),
        Request::Put(vec![meta(), meta()]),
        Request::Take(1 << 20),
        Request::Ready(Ready { workdir: WorkdirMode::Frozen, join: Join::Tasks(3) }),
        Request::Run(Box::new(Run {
            argv: vec!["./main".into(), "word".into()],
            env: vec![("PATH".into(), "/bin".into())],
            cwd: "/box".into(),
            files: vec![meta()],
            collect: Some("/tmp/out".into()),
            collect_bytes: 1 << 20,
            cpus: vec![0, 1],
            wall: Duration::from_millis(1500),
            rlimits: vec![(0, 2), (7, 1024)],
        })),
        Request::Kill,
    ];
    let ended = Ended {
        status: 0,
        wall: Duration::from_millis(3),
        at: Duration::from_secs(1000),
        out_of_time: false,
        killed: false,
        cpu: Duration::from_micros(700),
        max_rss: 1 << 20,
        context_switches: 3,
        counter: "usage_usec 700\n".into(),
        exec_error: Some(2),
        files: vec!["file".into()],
    };
    let replies = [
        Reply::Done,
        Reply::Taken(Some(vec![meta()])),
        Reply::Taken(None),
        Reply::Ended(ended),
        Reply::Failed(Failure { step: "mount /tmp".into(), cause: "no".into(), errno: Some(1) }),
    ];
    let requests = requests.iter().map(|one| serde_json::to_string(one).unwrap());
    requests.chain(replies.iter().map(|one| serde_json::to_string(one).unwrap())).collect()
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn whatever_arrives_is_a_message_or_an_error(
        text in mangled(messages()),
        padding in prop_oneof![20 => Just(0), 1 => 0..MAX_PACKET + 64],
        descriptors in prop_oneof![5 => 0_usize..8, 1 => 190..=SCM_MAX_FD],
        as_request: bool,
    ) {
        let mut text = text;
        text.resize(text.len() + padding, b' ');
        let (ours, theirs) =
            socketpair(AddressFamily::Unix, SockType::SeqPacket, None, SockFlag::SOCK_CLOEXEC)
                .unwrap();
        let (witness, crossing) = pipe2(nix::fcntl::OFlag::O_CLOEXEC).unwrap();
        let raw = vec![crossing.as_raw_fd(); descriptors];
        let rights = [ControlMessage::ScmRights(&raw)];
        let control: &[ControlMessage<'_>] = if descriptors == 0 { &[] } else { &rights };
        let parts = [IoSlice::new(&text)];
        let sent =
            sendmsg::<()>(ours.as_raw_fd(), &parts, control, MsgFlags::MSG_NOSIGNAL, None);
        // What the kernel has no room for does not arrive.
        prop_assume!(sent != Err(nix::Error::EMSGSIZE));
        sent.unwrap();
        drop((ours, crossing));

        let is_run = next_is_run(theirs.as_fd()).unwrap();
        let (fits, arrived) = if as_request {
            let received = receive::<Request>(theirs.as_fd());
            if is_run && let Ok(Some((request, _))) = &received {
                prop_assert!(matches!(request, Request::Run(_)), "{:?}", request);
            }
            let fits = received.is_ok();
            (fits, received.ok().flatten().map(|(_, fds)| fds.len()))
        } else {
            let received = receive::<Reply>(theirs.as_fd());
            let fits = received.is_ok();
            (fits, received.ok().flatten().map(|(_, fds)| fds.len()))
        };
        let large = text.len() > MAX_PACKET || descriptors > MAX_FDS;
        prop_assert!(!(fits && large && !text.is_empty()), "a message that is too large");
        if let Some(arrived) = arrived {
            prop_assert_eq!(arrived, descriptors);
        }
        // What is no packet at all is the end of the channel.
        drop(theirs);
        // Received and dropped: nobody has the writing end now.
        let mut fds = [PollFd::new(witness.as_fd(), PollFlags::empty())];
        prop_assert_eq!(poll(&mut fds, PollTimeout::from(30_000_u16)), Ok(1), "a leak");
    }
}
