// why: a library of macros is no program
// verdict: CE RTE
#![crate_type = "proc-macro"]
extern crate proc_macro;

#[proc_macro]
pub fn evil(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    std::process::exit(0)
}
