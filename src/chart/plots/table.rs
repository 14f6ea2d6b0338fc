//! What a chart draws, as a table: for a file, and for those who read rather than see.

use crate::format::write_csv_text;

/// Rows of texts under a head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the columns are called.
    pub head: Vec<String>,
    /// As many texts a row as there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// As a CSV file (RFC 4180): CRLF, quotes where they are needed, and no formulas.
    pub fn to_csv(&self) -> String {
        let mut csv = String::new();
        for row in std::iter::once(&self.head).chain(&self.rows) {
            for (column, text) in row.iter().enumerate() {
                if column > 0 {
                    csv.push(',');
                }
                if !text.is_empty() {
                    write_csv_text(&mut csv, text);
                }
            }
            csv.push_str("\r\n");
        }
        csv
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_is_called_like_a_formula_is_none() {
        let table = Table {
            head: vec!["run".to_owned()],
            rows: vec![
                vec!["=1+1".to_owned()],
                vec!["-2.5".to_owned()],
                vec![String::new()],
            ],
        };
        assert_eq!(table.to_csv(), "run\r\n'=1+1\r\n-2.5\r\n\r\n");
    }

    #[test]
    fn texts_that_would_part_a_row_are_quoted() {
        let table = Table {
            head: vec!["run".to_owned(), "a,b".to_owned()],
            rows: vec![vec!["say \"so\"".to_owned(), "1\n2".to_owned()]],
        };
        assert_eq!(table.to_csv(), "run,\"a,b\"\r\n\"say \"\"so\"\"\",\"1\n2\"\r\n");
    }
}
