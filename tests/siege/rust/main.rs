//! Starts the attack that is named on stdin.

macro_rules! attacks {
    ($($name:ident)+) => {
        $(mod $name;)+
        fn main() {
            let mut name = String::new();
            std::io::stdin().read_line(&mut name).unwrap();
            match name.trim() {
                $(stringify!($name) => $name::attack(),)+
                _ => std::process::exit(99),
            }
        }
    };
}

attacks! {
    abstract_socket fork_bomb inline_assembly memory_bomb network old_entry output_flood panic_bomb
    privileged_instruction read_host set_user_id_program stack_bomb thread_bomb trace_parent
    write_everywhere
}
