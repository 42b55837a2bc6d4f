//! YAML as the format's files want it: a map of keys, each value on its line in flow style.

use serde_json::Value;

/// The line of a key.
pub(super) fn line(key: &str, value: &Value) -> String {
    format!("{}: {}\n", scalar(key), flow(value))
}

/// The line of a key whose value is a map with an order.
pub(super) fn ordered(key: &str, entries: &[(String, Value)]) -> String {
    let entry =
        |(key, value): &(String, Value)| format!("{}: {}", Value::from(key.as_str()), flow(value));
    let entries: Vec<_> = entries.iter().map(entry).collect();
    format!("{}: {{{}}}\n", scalar(key), entries.join(", "))
}

/// A key as it is, where it is plain.
fn scalar(key: &str) -> String {
    let plain = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if plain && key.starts_with(|c: char| c.is_ascii_alphabetic()) {
        key.to_owned()
    } else {
        Value::from(key).to_string()
    }
}

fn flow(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| {
                format!("{}: {}", Value::from(key.as_str()), flow(value))
            };
            let entries: Vec<_> = entries.iter().map(entry).collect();
            format!("{{{}}}", entries.join(", "))
        }
        // JSON's scalars are YAML's.
        scalar => scalar.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let value = json!({ "a b": [1, 1.5, true, "x: y # z", "\u{1f}ä\n"], "{": {} });
        let mut unheard = crate::problem::finding::Findings::default();
        let text = line("secret/{a,b}", &value) + &line("plain", &json!("1.10"));
        let node = crate::problem::yaml::parse("f", &text, &mut unheard).expect("YAML");
        assert_eq!(node.json(), json!({ "secret/{a,b}": value, "plain": "1.10" }));
    }
}
