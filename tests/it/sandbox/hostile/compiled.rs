//! Programs in C and C++.

use super::hostile;

hostile! {
    processes: daemon_left_behind.c fork_bomb.c fork_bomb_parent_exits.c thread_bomb.c;
    memory: memory_in_children.c memory_in_memfd.c memory_in_scratch.c;
    disk: huge_file.c inode_bomb.c;
    output: output_ignoring_sigxfsz.c output_on_stderr.c;
    time: cpu_in_children.c ignore_every_signal.c raise_own_limits.c sleep_for_ever.c stop_itself.c;
    signals: kill_everyone.c limits_of_supervisor.c;
    network: socket_inet.c socket_unix.c;
    files: find_hidden_tests.c host_facts.c memory_of_supervisor.c read_shadow.c see_others.c touch_devices.c watch_others.c write_everywhere.c;
    privilege: become_root.c foreign_architecture.c io_uring.c keyring.c mount_something.c new_user_namespace.c privileges.c set_user_id_program.c trace_parent.c x32_call.c;
    terminal: terminal_input.c;
    covert: change_stdin.c;
    forgery: open_descriptors.c;
}
