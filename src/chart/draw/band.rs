//! Only what can be seen of a band.

use crate::chart::series::Band;

/// The places of a band that columns of pixels show, each with its lower and upper end: all of them, or where there
/// are more than columns, the least and the greatest of each column.
///
/// `edges` are the x values at the edges of the columns. The nearest place to either side is among them. A place where
/// either end is not finite is a gap, which no column hides.
pub(super) fn band_columns(band: &Band, edges: &[f64]) -> Vec<(f64, f64, f64)> {
    let (Some(left), Some(right)) = (edges.first(), edges.last()) else {
        return Vec::new();
    };
    let len = band.x.len().min(band.low.len()).min(band.high.len());
    let x = band.x.get(..len).unwrap_or_default();
    let first = x.partition_point(|x| x < left).saturating_sub(1);
    let last = (x.partition_point(|x| x <= right) + 1).min(len).max(first);
    let places = (first..last)
        .filter_map(|index| Some((*x.get(index)?, *band.low.get(index)?, *band.high.get(index)?)));
    if last - first <= 2 * edges.len() {
        return places.collect();
    }
    let mut kept: Vec<(f64, f64, f64)> = Vec::new();
    let mut before = None;
    for (x, low, high) in places {
        let is_gap = !(low.is_finite() && high.is_finite());
        let place = (edges.partition_point(|edge| *edge <= x), is_gap);
        match kept.last_mut() {
            Some((_, lowest, highest)) if before == Some(place) => {
                *lowest = lowest.min(low);
                *highest = highest.max(high);
            }
            _ => kept.push((x, low, high)),
        }
        before = Some(place);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(points: impl Iterator<Item = (f64, f64)>) -> Band {
        let points: Vec<(f64, f64)> = points.collect();
        Band {
            x: points.iter().map(|(x, _)| *x).collect(),
            low: points.iter().map(|(_, y)| y - 1.0).collect(),
            high: points.iter().map(|(_, y)| y + 1.0).collect(),
        }
    }

    #[test]
    fn a_column_of_many_places_keeps_its_extremes_and_its_gaps() {
        let value = |index: i32| match index {
            500 => 9.0,
            700 => f64::NAN,
            _ => 0.0,
        };
        let many = band((0..1000).map(|index| (f64::from(index) / 1000.0, value(index))));
        let kept = band_columns(&many, &[0.0, 1.0]);
        let ends: Vec<(f64, f64)> = kept.iter().map(|(_, low, high)| (*low, *high)).collect();
        assert_eq!(ends.len(), 3);
        assert_eq!((ends[0], ends[2]), ((-1.0, 10.0), (-1.0, 1.0)));
        assert!(ends[1].0.is_nan());
    }

    #[test]
    fn the_nearest_place_to_either_side_is_kept() {
        let few = band((0..10).map(|index| (f64::from(index), 0.0)));
        let kept = band_columns(&few, &[3.5, 4.5, 5.5]);
        assert_eq!(
            kept.iter().map(|(x, ..)| *x).collect::<Vec<_>>(),
            [3.0, 4.0, 5.0, 6.0]
        );
    }
}
