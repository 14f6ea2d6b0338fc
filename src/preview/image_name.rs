//! Names of pictures that were logged with a key and a step (`mlflow.log_image(image, key=…, step=…)`).

/// What the path of a logged picture tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedImage {
    /// The key, with its slashes back. A `~` or `#` in the original key has become a slash too: the name does not tell.
    pub key: String,
    /// The step.
    pub step: i64,
    /// When it was logged, in milliseconds since 1970.
    pub timestamp_millis: i64,
    /// What makes the name unique; the full picture and its thumbnail share it.
    pub unique: String,
    /// Whether this is the small copy (at most 256 pixels wide or high) beside the full picture.
    pub is_thumbnail: bool,
}

impl LoggedImage {
    /// Reads a path relative to the run's artifact root: `images/<key>+step+1+timestamp+1795431319499+<uuid>.png`, or
    /// `…+compressed.webp` for the small copy. Older clients wrote `%` for `+` and `#` for `~`.
    /// `None` for any other path.
    pub fn parse(path: &str) -> Option<Self> {
        let name = path.strip_prefix("images/")?;
        if name.contains('/') {
            return None;
        }
        let (stem, _) = name.rsplit_once('.')?;
        Self::parse_stem(stem, '+').or_else(|| Self::parse_stem(stem, '%'))
    }

    fn parse_stem(stem: &str, separator: char) -> Option<Self> {
        // From the end, because a key may hold the separator.
        let mut parts = stem.rsplitn(7, separator);
        let mut unique = parts.next()?;
        let is_thumbnail = unique == "compressed";
        if is_thumbnail {
            unique = parts.next()?;
        }
        let timestamp_millis = parts.next()?.parse().ok()?;
        if parts.next()? != "timestamp" {
            return None;
        }
        let number = parts.next()?.parse().ok()?;
        if parts.next()? != "step" {
            return None;
        }
        let mut key: Vec<_> = parts.collect();
        key.reverse();
        let key = key.join(&separator.to_string()).replace(['~', '#'], "/");
        let is_named = !key.is_empty() && !unique.is_empty();
        is_named.then(|| Self {
            key,
            step: number,
            timestamp_millis,
            unique: unique.to_owned(),
            is_thumbnail,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const UUID: &str = "d1f8b1a2-0c33-4b7c-9f5e-2d7a3b5c6d7e";

    fn logged(path: &str) -> (String, i64, i64, bool) {
        let image = LoggedImage::parse(path).unwrap();
        assert_eq!(image.unique, UUID);
        (image.key, image.step, image.timestamp_millis, image.is_thumbnail)
    }

    #[test]
    fn both_copies_of_a_picture_are_read() {
        let stem = format!("images/cat~dog+step+1+timestamp+1795431319499+{UUID}");
        assert_eq!(
            logged(&format!("{stem}.png")),
            ("cat/dog".into(), 1, 1_795_431_319_499, false)
        );
        assert_eq!(
            logged(&format!("{stem}+compressed.webp")),
            ("cat/dog".into(), 1, 1_795_431_319_499, true)
        );
    }

    #[test]
    fn older_names_are_read() {
        let stem = format!("images/cat#dog%step%-3%timestamp%17%{UUID}");
        assert_eq!(logged(&format!("{stem}.png")), ("cat/dog".into(), -3, 17, false));
        assert_eq!(
            logged(&format!("{stem}%compressed.webp")),
            ("cat/dog".into(), -3, 17, true)
        );
    }

    #[test]
    fn a_key_may_hold_the_separator() {
        let path = format!("images/a+step+9+b+step+1+timestamp+2+{UUID}.png");
        assert_eq!(logged(&path).0, "a+step+9+b");
        let path = format!("images/a+step+9+b+step+1+timestamp+2+{UUID}+compressed.webp");
        assert_eq!(logged(&path).0, "a+step+9+b");
    }

    #[test]
    fn other_pictures_are_not_taken_for_logged_ones() {
        for path in [
            "images/x.png",
            "plots/a+step+1+timestamp+2+u.png",
            "images/a+step+x+timestamp+2+u.png",
            "",
        ] {
            assert_eq!(LoggedImage::parse(path), None, "{path}");
        }
    }

    proptest! {
        #[test]
        fn names_are_read_back(key in "[a-z+%./ é]{1,10}", step: i64, millis: i64, small: bool) {
            let key = key.replace('/', "~");
            let end = if small { "+compressed.webp" } else { ".png" };
            let image = LoggedImage::parse(&format!("images/{key}+step+{step}+timestamp+{millis}+{UUID}{end}")).unwrap();
            prop_assert_eq!(image.key, key.replace('~', "/"));
            prop_assert_eq!((image.step, image.timestamp_millis, image.is_thumbnail), (step, millis, small));
        }

        #[test]
        fn any_path_is_fine(path: String, rest in "images/[a+%~0-9.step]{0,30}") {
            let _ = (LoggedImage::parse(&path), LoggedImage::parse(&rest));
        }
    }
}
