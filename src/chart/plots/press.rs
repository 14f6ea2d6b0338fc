//! What a press on a chart means: a click, a drag, a first tap or a second.

/// A press that moves less far, in CSS pixels, is no drag.
pub const LEAST_DRAG_CSS: f64 = 5.0;

/// A finger or a button that went down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Press {
    /// Where, in CSS pixels.
    pub from_css: (f64, f64),
    /// Whether it is a finger, which cannot point without pressing.
    pub is_touch: bool,
    /// What was pointed at before.
    pub before: Option<usize>,
    /// What is pressed.
    pub target: Option<usize>,
}

/// What a press turned out to be when it was lifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PressEnd {
    /// It went over a part of the chart.
    Dragged,
    /// What is pressed is to be opened at once.
    Opens,
    /// What is pressed is to be opened unless this was the first half of a double click.
    OpensUnlessDouble,
    /// It only pointed.
    Points,
}

impl Press {
    /// What it is once it was lifted at `to_css`. A double click means something where `has_double` says so.
    pub fn end(self, to_css: (f64, f64), has_double: bool) -> PressEnd {
        let (x, y) = (to_css.0 - self.from_css.0, to_css.1 - self.from_css.1);
        if x.hypot(y) >= LEAST_DRAG_CSS {
            return PressEnd::Dragged;
        }
        match self.target {
            None => PressEnd::Points,
            // The first tap is how a finger reads what is there.
            Some(_) if self.is_touch && self.before != self.target => PressEnd::Points,
            Some(_) if has_double && !self.is_touch => PressEnd::OpensUnlessDouble,
            Some(_) => PressEnd::Opens,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: (f64, f64) = (100.0, 50.0);

    fn press(is_touch: bool, before: Option<usize>, target: Option<usize>) -> Press {
        Press {
            from_css: AT,
            is_touch,
            before,
            target,
        }
    }

    #[test]
    fn the_first_tap_shows_and_the_second_on_the_same_opens() {
        assert_eq!(press(true, None, Some(3)).end(AT, true), PressEnd::Points);
        assert_eq!(press(true, Some(2), Some(3)).end(AT, true), PressEnd::Points);
        assert_eq!(press(true, Some(3), Some(3)).end(AT, true), PressEnd::Opens);
        assert_eq!(press(true, Some(3), None).end(AT, true), PressEnd::Points);
    }

    #[test]
    fn a_click_waits_only_where_a_double_click_means_something() {
        assert_eq!(
            press(false, Some(3), Some(3)).end(AT, true),
            PressEnd::OpensUnlessDouble
        );
        assert_eq!(press(false, Some(3), Some(3)).end(AT, false), PressEnd::Opens);
    }

    #[test]
    fn a_drag_is_told_by_its_length_whichever_way_it_goes() {
        let end = |to: (f64, f64)| press(false, None, Some(3)).end(to, false);
        assert_eq!(end((AT.0 + 40.0, AT.1)), PressEnd::Dragged);
        assert_eq!(end((AT.0, AT.1 - 40.0)), PressEnd::Dragged);
        assert_eq!(end((AT.0 + 3.0, AT.1 + 3.0)), PressEnd::Opens);
    }
}
