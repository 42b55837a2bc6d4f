//! Tables to be opened elsewhere.

use actix_web::{
    HttpResponse,
    http::header::{ContentDisposition, DispositionParam, DispositionType},
};

use super::Answer;
use crate::{app, web::errors::Failure};

/// Most lines of an export.
pub(super) const MOST: usize = 50_000;

/// Lines of an export that are read at once.
pub(super) const PIECE: u32 = 200;

/// Every line of a list that is read in pieces, each with where the next begins, up to a bound.
pub(super) fn all<T>(
    mut piece: impl FnMut(Option<i64>) -> app::Result<(Vec<T>, Option<i64>)>,
) -> app::Result<Vec<T>> {
    let (mut lines, mut before) = (Vec::new(), None);
    while lines.len() < MOST {
        let (more, next) = piece(before)?;
        lines.extend(more);
        if next.is_none() {
            break;
        }
        before = next;
    }
    Ok(lines)
}

/// A table as a CSV file to download.
pub(super) fn table(
    name: &str,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Answer {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(|e| Failure::internal(&e))?;
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| plain(cell)))
            .map_err(|e| Failure::internal(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| Failure::internal(&e))?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header(ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![DispositionParam::Filename(format!("{name}.csv"))],
        })
        .body(bytes))
}

/// A cell that no spreadsheet takes for a formula.
fn plain(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.into()
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(plain("=1+1"), "'=1+1");
        assert_eq!(plain("ada"), "ada");
    }
}
