//! Programs in C and C++, at run time.

use super::hostile;

hostile! {
    processes:
        async_bomb.cpp chain_of_forks.c clone_bomb.c daemon_left_behind.c double_fork.c
        exec_for_ever.c fork_bomb.c fork_bomb_parent_exits.c setsid_flood.c
        sibling_by_clone_parent.c subreaper_daemon.c thread_bomb.c thread_outlives_main.cpp
        vfork_bomb.c vfork_never_execs.c zombies.c;
    memory:
        anonymous.c descriptors.c descriptors_in_flight.c locked.c many_mappings.c
        memory_in_children.c memory_in_memfd.c memory_in_scratch.c overcommit.c page_tables.c
        pipes.c posix_shared_memory.c queued_signals.c shared_mapping.c socket_buffers.c stack.c
        timers.c vector_growth.cpp;
    disk:
        allocate_without_writing.c attributes.c deep_directories.c fill_the_box.c
        fill_with_streams.cpp hard_links.c huge_file.c inode_bomb.c long_symbolic_links.c
        unlinked_files.c;
    output:
        append_to_stdin.c from_every_process.c grow_by_allocate.c grow_by_truncate.c hole_by_seek.c
        output_ignoring_sigxfsz.c output_on_stderr.c splice_flood.c;
    time:
        block_every_signal.c choose_a_cpu.c core_to_itself.c cpu_in_children.c ignore_every_signal.c
        one_long_call.c raise_own_limits.c real_time.c short_lived_children.c sleep_for_ever.c
        spin_in_the_kernel.c stop_itself.c stopped_children.c wait_for_oneself.c
        yield_before_the_tick.c;
    signals:
        by_owner_of_descriptor.c die_by_every_signal.c forged_child_signal.c forged_security_event.c
        kill_everyone.c limits_of_others.c limits_of_supervisor.c stop_everyone.c through_a_pidfd.c;
    network:
        every_family.c interfaces.c name_by_credentials.c name_for_a_pair.c resolve_a_name.c
        send_to_a_name.c socket_alg.c socket_inet.c socket_inet6.c socket_netlink.c socket_packet.c
        socket_unix.c socket_vsock.c;
    files:
        change_the_host.c devices.c every_path_of_the_host.c find_hidden_tests.c handle_names.c
        handles.c hard_links.c host_facts.c leave_the_root.c make_a_device.c memory_of_supervisor.c
        mounts_tell_little.c openat2_out.c overwrite_the_running_program.c path_descriptors.c
        proc_of_the_supervisor.c read_shadow.c see_others.c set_user_id_file.c symbolic_links_out.c
        touch_devices.c watch_others.c write_everywhere.c write_to_proc.c;
    privilege:
        administer_the_host.c ambient_capabilities.c become_root.c bpf.c compare_with_others.c
        enter_a_namespace.c every_namespace.c filter_of_its_own.c foreign_architecture.c groups.c
        io_uring.c keyring.c keyring_search.c memory_of_others.c mount_by_new_calls.c
        mount_something.c new_user_namespace.c obsolete_calls.c perf.c privileges.c
        program_in_no_file.c request_key.c set_user_id_program.c trace_child.c trace_parent.c
        userfaultfd.c weaken_address_space.c x32_call.c;
    terminal:
        own_terminal.c session_of_the_server.c terminal_input.c;
    covert:
        change_stdin.c counters_of_the_kernel.c file_locks.c files_between_runs.c
        files_between_submissions.c input_between_runs.c keys_between_runs.c
        names_between_submissions.c processes_between_runs.c processes_of_other_submissions.c
        queues_between_runs.c queues_between_submissions.c queues_refused.c times_of_devices.c watch_directories.c
        what_is_cached.c;
    forgery:
        answers_that_lie_around.c exit_code_of_a_thread.c exit_code_of_another.c
        exit_codes_of_limits.c open_descriptors.c other_descriptors.c output_after_the_end.c
        signal_of_the_cpu_limit.c signal_of_the_output_limit.c signals_of_children.c
        stdout_read_back.c wide_exit_code.c;
}
