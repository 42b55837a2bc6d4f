fn main() {
    let mut word = String::new();
    std::io::stdin().read_line(&mut word).unwrap();
    match word.trim() {
        "crash" => panic!("crash"),
        "loop" => loop {
            std::hint::spin_loop();
        },
        "hog" => {
            let mut all = Vec::new();
            loop {
                all.push(vec![1u8; 1 << 20]);
            }
        }
        _ => println!("unknown"),
    }
}
