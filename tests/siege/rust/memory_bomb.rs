// why: memory that is leaked on purpose
// verdict: MLE
pub fn attack() {
    loop {
        std::hint::black_box(Box::leak(vec![1_u8; 1 << 20].into_boxed_slice()));
    }
}
