//! This process and its disk, by the names that Prometheus' own clients use for a process.

use std::{fs, sync::atomic::AtomicU64, time::Duration};

use prometheus_client::{
    metrics::gauge::Gauge,
    registry::{Registry, Unit},
};

/// What the server's process and data take.
#[derive(Default)]
pub(super) struct Process {
    memory: Gauge,
    threads: Gauge,
    open_files: Gauge,
    database: Gauge,
    disk_free: Gauge,
    disk_size: Gauge,
    last_backup: Gauge,
    backup_interval: Gauge,
    streams: Gauge,
    uptime: Gauge<f64, AtomicU64>,
}

impl Process {
    pub fn register(&self, r: &mut Registry) {
        let bytes = |r: &mut Registry, name: &str, help: &str, gauge: &Gauge| {
            r.register_with_unit(name, help, Unit::Bytes, gauge.clone());
        };
        bytes(r, "process_resident_memory", "Memory of the server's process", &self.memory);
        bytes(r, "database_size", "The database on disk, with its log", &self.database);
        bytes(r, "disk_free", "What is free on the disk of the data directory", &self.disk_free);
        bytes(r, "disk_size", "The disk of the data directory", &self.disk_size);
        r.register_with_unit(
            "last_backup_timestamp",
            "When the latest scheduled backup was made, since 1970; 0 where there is none",
            Unit::Seconds,
            self.last_backup.clone(),
        );
        r.register_with_unit(
            "backup_interval",
            "Time between two scheduled backups; 0 is that none are made",
            Unit::Seconds,
            self.backup_interval.clone(),
        );
        r.register("process_threads", "Threads of the server's process", self.threads.clone());
        r.register(
            "process_open_files",
            "Files and connections that the server's process has open",
            self.open_files.clone(),
        );
        r.register("event_streams", "Streams of events that are open", self.streams.clone());
        let help = "Time since the server started";
        r.register_with_unit("uptime", help, Unit::Seconds, self.uptime.clone());
    }

    /// Reads this process' numbers from the kernel (proc_pid_status(5)).
    pub fn look(&self, uptime: f64) {
        self.uptime.set(uptime);
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let number = |name: &str| -> Option<i64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse().ok()
        };
        self.memory.set(number("VmRSS:").unwrap_or_default() * 1024);
        self.threads.set(number("Threads:").unwrap_or_default());
        let files = fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
        self.open_files.set(i64::try_from(files).unwrap_or(i64::MAX));
    }

    /// Bytes of the database, and of its disk what is free and all.
    pub fn disk(&self, database: u64, free: u64, size: u64) {
        for (gauge, bytes) in
            [(&self.database, database), (&self.disk_free, free), (&self.disk_size, size)]
        {
            gauge.set(i64::try_from(bytes).unwrap_or(i64::MAX));
        }
    }

    /// When the latest backup was made, seconds since 1970, and the time between two.
    pub fn backups(&self, last: Option<i64>, interval: Duration) {
        self.last_backup.set(last.unwrap_or_default());
        self.backup_interval.set(i64::try_from(interval.as_secs()).unwrap_or(i64::MAX));
    }

    pub fn streams(&self, open: usize) {
        self.streams.set(i64::try_from(open).unwrap_or(i64::MAX));
    }
}
