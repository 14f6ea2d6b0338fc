//! What a drag or a key does to the brushes of an axis.
//!
//! Brushes are pairs of places from 0 at the bottom to 1 at the top here; the axis says what values these are.

/// A shorter drag is a press.
const LEAST_DRAG: f64 = 0.015;
/// A new brush by key is so long, and a key moves it so far.
const BY_KEY: f64 = 0.25;
const STEP: f64 = 0.05;

/// What of a brush is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrushPart {
    /// Its lower end.
    Low,
    /// Its upper end.
    High,
    /// All of it.
    Body,
}

/// A drag over an axis that goes on.
#[derive(Clone, Debug, PartialEq)]
pub struct BrushDrag {
    before: Vec<[f64; 2]>,
    held: Option<(usize, BrushPart)>,
    from: f64,
    to: f64,
}

impl BrushDrag {
    /// A drag that begins at a place: it moves what is `held` there of a brush, or makes a new one.
    pub fn begin(brushes: Vec<[f64; 2]>, held: Option<(usize, BrushPart)>, at: f64) -> Self {
        Self {
            before: brushes,
            held,
            from: at,
            to: at,
        }
    }

    /// The pointer is there now.
    pub fn move_to(&mut self, at: f64) {
        self.to = at;
    }

    /// Whether it is no longer than the trembling of a hand.
    pub fn is_press(&self) -> bool {
        (self.to - self.from).abs() < LEAST_DRAG
    }

    /// The brushes as they are while it goes on.
    pub fn now(&self) -> Vec<[f64; 2]> {
        let mut brushes = self.before.clone();
        let by = self.to - self.from;
        match self.held {
            Some((index, part)) => {
                if let Some(brush) = brushes.get_mut(index) {
                    *brush = moved(*brush, part, by);
                }
            }
            None => brushes.push(ordered([self.from, self.to])),
        }
        brushes
    }

    /// The brushes as it leaves them: those that touch are one. A press on a brush takes that one away, a press beside all
    /// of them takes them all away.
    pub fn end(&self) -> Vec<[f64; 2]> {
        if !self.is_press() {
            return joined(self.now());
        }
        match self.held {
            Some((index, _)) => without(&self.before, index),
            None => Vec::new(),
        }
    }
}

/// What a key does to brushes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrushKey {
    /// One more, where there is room from the top down.
    Add,
    /// Up or down, all of it.
    Move {
        /// Up.
        up: bool,
    },
    /// Its upper end.
    MoveHigh {
        /// Up.
        up: bool,
    },
    /// Its lower end.
    MoveLow {
        /// Up.
        up: bool,
    },
    /// The last one away.
    Remove,
    /// All away.
    Clear,
}

impl BrushKey {
    /// What a key with Shift and Alt does, by its name.
    pub fn of(key: &str, shift: bool, alt: bool) -> Option<Self> {
        let up = match key {
            "Enter" | " " => return Some(Self::Add),
            "Backspace" => return Some(Self::Remove),
            "Delete" | "Escape" => return Some(Self::Clear),
            "ArrowUp" => true,
            "ArrowDown" => false,
            _ => return None,
        };
        Some(match (shift, alt) {
            (false, false) => Self::Move { up },
            (true, false) => Self::MoveHigh { up },
            (_, true) => Self::MoveLow { up },
        })
    }

    /// The brushes after it. Moves act on the last one; where there is none, on one over the whole axis.
    pub fn applied(self, mut brushes: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
        let by = |up: bool| if up { STEP } else { -STEP };
        let (part, by) = match self {
            Self::Clear => return Vec::new(),
            Self::Remove => {
                brushes.pop();
                return brushes;
            }
            Self::Add => {
                brushes.extend(free_place(&brushes));
                return brushes;
            }
            Self::Move { up } => (BrushPart::Body, by(up)),
            Self::MoveHigh { up } => (BrushPart::High, by(up)),
            Self::MoveLow { up } => (BrushPart::Low, by(up)),
        };
        let last = brushes.pop().unwrap_or([0.0, 1.0]);
        brushes.push(moved(last, part, by));
        brushes
    }
}

/// From the top down, as long as a brush by key is.
fn free_place(brushes: &[[f64; 2]]) -> Option<[f64; 2]> {
    let mut sorted = brushes.to_vec();
    sorted.sort_by(|a, b| b.iter().sum::<f64>().total_cmp(&a.iter().sum::<f64>()));
    let mut top = 1.0;
    for [low, high] in sorted {
        if top - high > STEP {
            return Some([(top - BY_KEY).max(high + STEP / 2.0), top]);
        }
        top = low - STEP / 2.0;
    }
    (top > STEP).then_some([(top - BY_KEY).max(0.0), top])
}

fn moved([low, high]: [f64; 2], part: BrushPart, by: f64) -> [f64; 2] {
    let clamped = |unit: f64| unit.clamp(0.0, 1.0);
    match part {
        BrushPart::Low => ordered([clamped(low + by), high]),
        BrushPart::High => ordered([low, clamped(high + by)]),
        BrushPart::Body => {
            // As a whole: at an end of the axis it stops and keeps its length.
            let by = by.max(-low).min(1.0 - high);
            [clamped(low + by), clamped(high + by)]
        }
    }
}

fn ordered([one, other]: [f64; 2]) -> [f64; 2] {
    [one.min(other).clamp(0.0, 1.0), one.max(other).clamp(0.0, 1.0)]
}

fn without(brushes: &[[f64; 2]], index: usize) -> Vec<[f64; 2]> {
    let others = brushes.iter().enumerate().filter(|(other, _)| *other != index);
    others.map(|(_, brush)| *brush).collect()
}

/// Those that touch as one, from the bottom up.
fn joined(mut brushes: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    brushes.sort_by(|[a, _], [b, _]| a.total_cmp(b));
    let mut joined: Vec<[f64; 2]> = Vec::with_capacity(brushes.len());
    for [low, high] in brushes {
        match joined.last_mut() {
            Some([_, before]) if *before >= low => *before = before.max(high),
            _ => joined.push([low, high]),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dragged(brushes: &[[f64; 2]], held: Option<(usize, BrushPart)>, from: f64, to: f64) -> Vec<[f64; 2]> {
        let mut drag = BrushDrag::begin(brushes.to_vec(), held, from);
        drag.move_to(to);
        let rounded = |unit: f64| (unit * 1e6).round() / 1e6;
        drag.end().into_iter().map(|brush| brush.map(rounded)).collect()
    }

    #[test]
    fn a_drag_over_bare_axis_makes_a_brush_in_either_direction() {
        assert_eq!(dragged(&[], None, 0.8, 0.2), [[0.2, 0.8]]);
        assert_eq!(dragged(&[[0.1, 0.2]], None, 0.5, 1.7), [[0.1, 0.2], [0.5, 1.0]]);
    }

    #[test]
    fn brushes_that_touch_become_one() {
        assert_eq!(dragged(&[[0.1, 0.3], [0.6, 0.7]], None, 0.2, 0.65), [[0.1, 0.7]]);
        assert_eq!(
            dragged(&[[0.1, 0.3], [0.6, 0.7]], Some((0, BrushPart::Body)), 0.2, 0.45),
            [[0.35, 0.55], [0.6, 0.7]]
        );
    }

    #[test]
    fn a_brush_stops_at_the_ends_of_the_axis_and_keeps_its_length() {
        assert_eq!(
            dragged(&[[0.4, 0.6]], Some((0, BrushPart::Body)), 0.5, 2.0),
            [[0.8, 1.0]]
        );
        assert_eq!(
            dragged(&[[0.4, 0.6]], Some((0, BrushPart::High)), 0.6, 2.0),
            [[0.4, 1.0]]
        );
    }

    #[test]
    fn an_end_that_is_drawn_past_the_other_becomes_that_one() {
        assert_eq!(
            dragged(&[[0.4, 0.6]], Some((0, BrushPart::Low)), 0.4, 0.9),
            [[0.6, 0.9]]
        );
    }

    #[test]
    fn a_press_takes_brushes_away() {
        let two = [[0.1, 0.2], [0.5, 0.6]];
        assert_eq!(
            dragged(&two, Some((1, BrushPart::Body)), 0.55, 0.551),
            [[0.1, 0.2]]
        );
        assert!(dragged(&two, None, 0.9, 0.9).is_empty());
    }

    #[test]
    fn keys_add_move_and_clear() {
        let add = BrushKey::of("Enter", false, false).unwrap();
        let one = add.applied(Vec::new());
        assert_eq!(one, [[0.75, 1.0]]);
        assert_eq!(add.applied(one.clone()).len(), 2);
        let down = BrushKey::of("ArrowDown", false, false)
            .unwrap()
            .applied(one.clone());
        assert!(
            (down[0][0] - 0.7).abs() < 1e-9 && (down[0][1] - 0.95).abs() < 1e-9,
            "{down:?}"
        );
        let shorter = BrushKey::of("ArrowDown", true, false)
            .unwrap()
            .applied(Vec::new());
        assert_eq!(shorter, [[0.0, 0.95]]);
        assert!(
            BrushKey::of("Escape", false, false)
                .unwrap()
                .applied(one)
                .is_empty()
        );
        assert_eq!(BrushKey::of("x", false, false), None);
    }

    proptest! {
        #[test]
        fn brushes_never_overlap_nor_leave_the_axis(drags in prop::collection::vec((0_usize..4, 0_u8..4, -0.5..1.5, -0.5..1.5), 0..20)) {
            let mut brushes: Vec<[f64; 2]> = Vec::new();
            for (index, part, from, to) in drags {
                let part = [BrushPart::Low, BrushPart::High, BrushPart::Body].get(usize::from(part));
                let held = part.filter(|_| index < brushes.len()).map(|part| (index, *part));
                let mut drag = BrushDrag::begin(brushes.clone(), held, from);
                drag.move_to(to);
                brushes = drag.end();
                prop_assert!(brushes.iter().all(|[low, high]| 0.0 <= *low && low <= high && *high <= 1.0));
                prop_assert!(brushes.windows(2).all(|pair| pair[0][1] < pair[1][0]));
            }
        }

        #[test]
        fn keys_keep_brushes_on_the_axis(keys in prop::collection::vec((0_usize..5, any::<bool>(), any::<bool>()), 0..40)) {
            let names = ["Enter", "ArrowUp", "ArrowDown", "Backspace", "ArrowUp"];
            let mut brushes: Vec<[f64; 2]> = Vec::new();
            for (key, shift, alt) in keys {
                brushes = BrushKey::of(names[key], shift, alt).unwrap().applied(brushes);
                prop_assert!(brushes.iter().all(|[low, high]| 0.0 <= *low && low <= high && *high <= 1.0), "{:?}", brushes);
            }
        }
    }
}
