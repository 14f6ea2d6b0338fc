//! What charts ask of a plotters backend beyond plotters' own shapes: dashes, and pictures made pixel by pixel.

use plotters::element::{Drawable, PointCollection};
use plotters::prelude::DrawingBackend;
use plotters::style::{RGBAColor, ShapeStyle};
use plotters_backend::{BackendCoord, DrawingErrorKind};

use super::raster::Pixels;

/// How a line is stroked, in the backend's units.
#[derive(Clone, Debug, PartialEq)]
pub struct Pen {
    /// Its colour.
    pub color: RGBAColor,
    /// Its width.
    pub width_units: u32,
    /// How long it is drawn and left out in turn; nothing for a line without gaps.
    pub dash_units: Vec<u32>,
}

/// A plotters backend that charts are drawn on.
///
/// What is not overridden works on any backend: lines without dashes, and no pictures.
pub trait Surface: DrawingBackend {
    /// Strokes some lines alike, each through its corners; a dash pattern starts anew with each.
    ///
    /// # Errors
    /// What the backend says.
    fn stroke(
        &mut self,
        lines: &[Vec<BackendCoord>],
        pen: &Pen,
    ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
        let style = ShapeStyle {
            color: pen.color,
            filled: false,
            stroke_width: pen.width_units,
        };
        for line in lines {
            self.draw_path(line.iter().copied(), &style)?;
        }
        Ok(())
    }

    /// Whether [`Surface::put`] shows anything.
    fn takes_pixels(&self) -> bool {
        false
    }

    /// Lays a picture over what is there, one of its pixels to a device pixel, with its upper left corner at a place.
    ///
    /// # Errors
    /// What the backend says.
    fn put(
        &mut self,
        _upper_left: BackendCoord,
        _pixels: &Pixels,
    ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
        Ok(())
    }
}

/// Lines for a drawing area.
pub(super) struct Lines {
    corners: Vec<BackendCoord>,
    /// How many corners each line has.
    counts: Vec<usize>,
    pen: Pen,
}

impl Lines {
    pub(super) fn new(pen: Pen) -> Self {
        Self {
            corners: Vec::new(),
            counts: Vec::new(),
            pen,
        }
    }

    pub(super) fn push(&mut self, corners: impl Iterator<Item = BackendCoord>) {
        let before = self.corners.len();
        self.corners.extend(corners);
        self.counts.push(self.corners.len() - before);
    }
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Lines {
    type Point = BackendCoord;
    type IntoIter = Vec<BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        self.corners.clone()
    }
}

impl<DB: Surface> Drawable<DB> for Lines {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut pos: I,
        backend: &mut DB,
        _parent_dim: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        let lines: Vec<Vec<BackendCoord>> = (self.counts.iter())
            .map(|count| pos.by_ref().take(*count).collect())
            .collect();
        backend.stroke(&lines, &self.pen)
    }
}

/// A picture for a drawing area.
pub(super) struct Picture {
    pub(super) upper_left: BackendCoord,
    pub(super) pixels: Pixels,
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Picture {
    type Point = BackendCoord;
    type IntoIter = [BackendCoord; 1];

    fn point_iter(self) -> Self::IntoIter {
        [self.upper_left]
    }
}

impl<DB: Surface> Drawable<DB> for Picture {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut pos: I,
        backend: &mut DB,
        _parent_dim: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        match pos.next() {
            Some(upper_left) => backend.put(upper_left, &self.pixels),
            None => Ok(()),
        }
    }
}

/// Asks the backend of a drawing area whether it takes pictures.
pub(super) struct AsksForPixels<'a>(pub(super) &'a std::cell::Cell<bool>);

impl<'a> PointCollection<'a, BackendCoord> for &'a AsksForPixels<'_> {
    type Point = BackendCoord;
    type IntoIter = [BackendCoord; 0];

    fn point_iter(self) -> Self::IntoIter {
        []
    }
}

impl<DB: Surface> Drawable<DB> for AsksForPixels<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _pos: I,
        backend: &mut DB,
        _parent_dim: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        self.0.set(backend.takes_pixels());
        Ok(())
    }
}
