//! The pictures of a run that were logged with a key and a step, from the names of its files.

use std::collections::BTreeMap;

use super::LoggedImage;

/// A picture at a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageAtStep {
    /// The step.
    pub step: i64,
    /// When it was logged, in milliseconds since 1970.
    pub timestamp_millis: i64,
    /// The path of the whole picture; `None` where only the small copy is there.
    pub full: Option<String>,
    /// The path of the small copy.
    pub thumbnail: Option<String>,
    unique: String,
}

impl ImageAtStep {
    /// The path of the picture that is smaller to fetch.
    pub fn small(&self) -> Option<&str> {
        self.thumbnail.as_deref().or(self.full.as_deref())
    }

    /// The path of the picture that shows most.
    pub fn large(&self) -> Option<&str> {
        self.full.as_deref().or(self.thumbnail.as_deref())
    }
}

/// All pictures of a run, by key and then by step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoggedImages(BTreeMap<String, Vec<ImageAtStep>>);

impl LoggedImages {
    /// The folder of a run's artifacts that they are in.
    pub const FOLDER: &'static str = "images";

    /// Reads paths relative to the run's artifact root. Other files are passed over; of several pictures of one key and
    /// step the last that was logged counts.
    pub fn from_paths<'a>(paths: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all: BTreeMap<String, BTreeMap<i64, ImageAtStep>> = BTreeMap::new();
        for path in paths {
            let Some(image) = LoggedImage::parse(path) else {
                continue;
            };
            let of_key = all.entry(image.key).or_default();
            let new = ImageAtStep {
                step: image.step,
                timestamp_millis: image.timestamp_millis,
                full: None,
                thumbnail: None,
                unique: image.unique,
            };
            let known = of_key.entry(image.step).or_insert_with(|| new.clone());
            let order = |image: &ImageAtStep| (image.timestamp_millis, image.unique.clone());
            if order(known) < order(&new) {
                *known = new;
            } else if known.unique != new.unique {
                continue;
            }
            let place = if image.is_thumbnail {
                &mut known.thumbnail
            } else {
                &mut known.full
            };
            *place = Some(path.to_owned());
        }
        let lists = all
            .into_iter()
            .map(|(key, steps)| (key, steps.into_values().collect()));
        Self(lists.collect())
    }

    /// The keys, in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The steps that a key has pictures at, in increasing order.
    pub fn steps(&self, key: &str) -> impl Iterator<Item = i64> {
        self.0.get(key).into_iter().flatten().map(|image| image.step)
    }

    /// The picture of a key at a step, or the one before where there is none at that step; the last one for no step.
    pub fn at(&self, key: &str, step: Option<i64>) -> Option<&ImageAtStep> {
        let images = self.0.get(key)?;
        let end = step.map_or(images.len(), |step| {
            images.partition_point(|image| image.step <= step)
        });
        images.get(end.checked_sub(1)?)
    }

    /// The step of a key's first picture.
    pub fn first_step(&self, key: &str) -> Option<i64> {
        self.steps(key).next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PATHS: [&str; 8] = [
        "images/cat~tail+step+10+timestamp+5+b.png",
        "images/cat~tail+step+10+timestamp+5+b+compressed.webp",
        "images/cat~tail+step+2+timestamp+1+a+compressed.webp",
        "images/cat~tail+step+2+timestamp+1+a.png",
        "images/dog%step%0%timestamp%9%c.png",
        "images/cat~tail+step+10+timestamp+7+d+compressed.webp",
        "images/loose.png",
        "model/MLmodel",
    ];

    #[test]
    fn pictures_are_found_by_key_and_step() {
        let images = LoggedImages::from_paths(PATHS);
        assert_eq!(images.keys().collect::<Vec<_>>(), ["cat/tail", "dog"]);
        assert_eq!(images.steps("cat/tail").collect::<Vec<_>>(), [2, 10]);
        let first = images.at("cat/tail", Some(2)).unwrap();
        assert_eq!(
            (first.full.as_deref(), first.thumbnail.as_deref()),
            (Some(PATHS[3]), Some(PATHS[2]))
        );
        assert_eq!((first.small(), first.large()), (Some(PATHS[2]), Some(PATHS[3])));
    }

    #[test]
    fn the_last_logged_of_one_step_counts_without_the_others_copy() {
        let images = LoggedImages::from_paths(PATHS);
        let last = images.at("cat/tail", None).unwrap();
        assert_eq!((last.timestamp_millis, last.large()), (7, Some(PATHS[5])));
        assert_eq!(last.full, None);
    }

    #[test]
    fn a_step_without_a_picture_shows_the_one_before() {
        let images = LoggedImages::from_paths(PATHS);
        assert_eq!(images.at("cat/tail", Some(9)).map(|image| image.step), Some(2));
        assert_eq!(images.at("cat/tail", Some(1)), None);
        assert_eq!(images.first_step("cat/tail"), Some(2));
        assert_eq!(
            images.at("dog", Some(i64::MAX)).and_then(ImageAtStep::small),
            Some(PATHS[4])
        );
        assert_eq!(images.at("none", None), None);
    }

    proptest! {
        #[test]
        fn the_order_of_the_files_does_not_matter(
            files in prop::collection::vec((0_u8..2, -2_i64..3, 0_i64..3, 0_u8..3, any::<bool>()), 0..30),
            turn in 0_usize..30,
        ) {
            let paths: Vec<String> = files
                .iter()
                .map(|(key, step, millis, unique, small)| {
                    let end = if *small { "+compressed.webp" } else { ".png" };
                    format!("images/k{key}+step+{step}+timestamp+{millis}+u{unique}{millis}{end}")
                })
                .collect();
            let mut turned = paths.clone();
            turned.rotate_left(turn.min(paths.len()));
            turned.reverse();
            let read = |paths: &[String]| LoggedImages::from_paths(paths.iter().map(String::as_str));
            prop_assert_eq!(read(&paths), read(&turned));
        }
    }
}
