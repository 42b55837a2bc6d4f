//! Headers that every response carries.

use super::house::House;

#[test]
fn every_response_is_locked_down() {
    let house = House::new();
    for path in [
        "/",
        "/problems",
        "/nothing",
        "/api/v1/problems",
        "/api/v1/nothing",
        "/healthz",
        "/metrics",
    ] {
        let reply = house.nobody().get(path).send();
        let policy = reply.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self';",
            "style-src 'self' 'nonce-",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{path}: no {part} in {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(reply.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(reply.header("cache-control"), "no-store", "{path}");
        assert_eq!(reply.header("x-request-id").len(), 16, "{path}");
    }
}

#[test]
fn nonces_and_request_ids_are_fresh() {
    let house = House::new();
    let (one, two) = (house.nobody().get("/").send(), house.nobody().get("/").send());
    for name in ["content-security-policy", "x-request-id"] {
        assert_ne!(one.header(name), two.header(name), "{name}");
    }
}
