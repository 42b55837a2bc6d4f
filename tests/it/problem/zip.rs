//! ZIP archives byte by byte, so that they can be wrong in any way.

use std::io::Write;

/// An entry as it stands in the archive.
#[derive(Clone)]
pub struct Entry {
    pub name: Vec<u8>,
    /// What is stored, packed already.
    pub data: Vec<u8>,
    pub method: u16,
    pub flags: u16,
    /// Mode of Unix.
    pub mode: u32,
    pub crc: u32,
    /// The size that the archive says it has unpacked.
    pub size: u32,
    /// Stands where this earlier entry does, instead of at a place of its own.
    pub at: Option<usize>,
}

impl Entry {
    /// A file, stored as it is.
    pub fn stored(name: &str, content: &[u8]) -> Self {
        Self {
            name: name.into(),
            data: content.to_vec(),
            method: 0,
            flags: 0,
            mode: 0o100_644,
            crc: crc(content),
            size: u32::try_from(content.len()).unwrap(),
            at: None,
        }
    }

    /// A file, deflated.
    pub fn deflated(name: &str, content: &[u8]) -> Self {
        let level = flate2::Compression::best();
        let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), level);
        packer.write_all(content).unwrap();
        Self { data: packer.finish().unwrap(), method: 8, ..Self::stored(name, content) }
    }

    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

fn crc(content: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(content);
    crc.sum()
}

/// The archive of these entries.
pub fn zip(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut places = Vec::new();
    for entry in entries {
        if let Some(at) = entry.at {
            places.push(places[at]);
            continue;
        }
        places.push(bytes.len());
        bytes.extend(b"PK\x03\x04");
        common(&mut bytes, entry);
        bytes.extend(0_u16.to_le_bytes());
        bytes.extend(&entry.name);
        bytes.extend(&entry.data);
    }
    let start = bytes.len();
    for (entry, place) in entries.iter().zip(places) {
        // Made by Unix.
        bytes.extend(b"PK\x01\x02\x14\x03");
        common(&mut bytes, entry);
        bytes.extend([0; 8]);
        bytes.extend((entry.mode << 16).to_le_bytes());
        bytes.extend(u32::try_from(place).unwrap().to_le_bytes());
        bytes.extend(&entry.name);
    }
    let length = bytes.len() - start;
    let count = entries.len().min(0xffff) as u16;
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    for number in [length, start] {
        bytes.extend(u32::try_from(number).unwrap().to_le_bytes());
    }
    bytes.extend([0, 0]);
    bytes
}

/// What local and central headers have in common, up to the length of the name.
fn common(bytes: &mut Vec<u8>, entry: &Entry) {
    for number in [20, entry.flags, entry.method, 0, 0x21] {
        bytes.extend(number.to_le_bytes());
    }
    for number in [entry.crc, u32::try_from(entry.data.len()).unwrap(), entry.size] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(u16::try_from(entry.name.len()).unwrap().to_le_bytes());
}
