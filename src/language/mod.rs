//! Language profiles: read from files, probed on this host.
