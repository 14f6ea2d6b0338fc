//! What is drawn, and what a person changes of it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::board::{LineColors, ParallelAxis, ParallelPlot, ScaleKind, placed_axis};
use crate::chart::plots::parallel::{self as drawn, BrushDrag, ParallelProjection};
use crate::ui::board::Source;

/// What was read of the runs: equal only to itself, since comparing thousands of values is no cheaper than drawing them.
#[derive(Clone, Debug)]
pub(super) struct Read<T>(pub(super) Arc<T>);

impl<T> PartialEq for Read<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A drag over an axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dragged {
    pub(super) axis: usize,
    pub(super) drag: BrushDrag,
}

#[derive(Clone, Copy)]
pub(super) struct ParallelState {
    plot: Signal<ParallelPlot>,
    on_change: Callback<(ParallelPlot,)>,
    pub(super) source: Source,
    /// The axes, from left to right.
    pub(super) axes: Memo<Vec<ParallelAxis>>,
    placed: Memo<Read<Vec<drawn::ParallelAxis>>>,
    pub(super) colors: Memo<Read<LineColors>>,
    /// The brush that is being drawn.
    pub(super) dragged: RwSignal<Option<Dragged>>,
    /// Where things were drawn.
    pub(super) projection: RwSignal<Option<Arc<ParallelProjection>>>,
}

impl ParallelState {
    pub(super) fn new(
        plot: Signal<ParallelPlot>,
        source: Source,
        is_in_view: Signal<bool>,
        on_change: Callback<(ParallelPlot,)>,
    ) -> Self {
        let axes = Memo::new(move |before: Option<&Vec<ParallelAxis>>| {
            let plot = plot.get();
            if !plot.axes.is_empty() {
                return source.with_untracked(|source| plot.axes_or_default(source));
            }
            if is_in_view.get() {
                source.with(|source| plot.axes_or_default(source))
            } else {
                before.cloned().unwrap_or_default()
            }
        });
        // Brushing and turning an axis do not place its runs anew.
        let wanted: Memo<Vec<(String, ScaleKind)>> = Memo::new(move |_| {
            axes.with(|axes| {
                axes.iter()
                    .map(|axis| (axis.column.clone(), axis.scale))
                    .collect()
            })
        });
        let placed = Memo::new(move |before: Option<&Read<Vec<drawn::ParallelAxis>>>| {
            let wanted = wanted.get();
            if !is_in_view.get() {
                return before.cloned().unwrap_or_else(|| Read(Arc::default()));
            }
            let placed = source.with(|source| {
                let axis = |(column, scale)| ParallelAxis {
                    column,
                    scale,
                    ..ParallelAxis::default()
                };
                wanted
                    .into_iter()
                    .map(axis)
                    .map(|axis| placed_axis(source, &axis))
                    .collect()
            });
            Read(Arc::new(placed))
        });
        let color = Memo::new(move |_| {
            plot.with(|plot| axes.with(|axes| plot.color_column(axes).map(ToOwned::to_owned)))
        });
        let colors = Memo::new(move |before: Option<&Read<LineColors>>| {
            let (color, wanted) = (color.get(), wanted.get());
            if !is_in_view.get() {
                return before
                    .cloned()
                    .unwrap_or_else(|| Read(Arc::new(LineColors::Own(Vec::new()))));
            }
            let axis = |(column, scale)| ParallelAxis {
                column,
                scale,
                ..ParallelAxis::default()
            };
            let axes: Vec<ParallelAxis> = wanted.into_iter().map(axis).collect();
            Read(Arc::new(
                source.with(|source| LineColors::read(source, color.as_deref(), &axes)),
            ))
        });
        Self {
            plot,
            on_change,
            source,
            axes,
            placed,
            colors,
            dragged: RwSignal::new(None),
            projection: RwSignal::new(None),
        }
    }

    /// The axes as they are drawn now, with the brush that is being drawn.
    pub(super) fn shown_axes(self) -> Vec<drawn::ParallelAxis> {
        let placed = self.placed.get();
        let dragged = self.dragged.get();
        self.axes.with(|axes| {
            let axes = placed.0.iter().zip(axes).enumerate();
            axes.map(|(index, (placed, axis))| {
                let turned = placed.with(axis.is_flipped, axis.brushes.clone());
                match dragged.as_ref().filter(|dragged| dragged.axis == index) {
                    Some(Dragged { drag, .. }) if !drag.is_press() => {
                        let brushes = in_values(&turned, drag.now());
                        turned.with(axis.is_flipped, brushes)
                    }
                    _ => turned,
                }
            })
            .collect()
        })
    }

    /// The brushes of an axis, as places from 0 at the bottom to 1 at the top.
    pub(super) fn brush_units(self, axis: usize) -> Vec<[f64; 2]> {
        self.projection.with_untracked(|projection| {
            let drawn = projection
                .as_ref()
                .and_then(|projection| projection.axes().get(axis));
            drawn.map_or_else(Vec::new, |drawn| {
                drawn
                    .brushes()
                    .iter()
                    .map(|brush| drawn.brush_units(*brush))
                    .collect()
            })
        })
    }

    /// Sets the brushes of an axis, given as places.
    pub(super) fn set_brushes(self, axis: usize, units: Vec<[f64; 2]>) {
        let brushes = self.projection.with_untracked(|projection| {
            let drawn = projection.as_ref()?.axes().get(axis)?;
            Some(in_values(drawn, units))
        });
        self.edit_axis(axis, |axis| axis.brushes = brushes.unwrap_or_default());
    }

    /// Changes the plot; axes that it had by itself become its own.
    pub(super) fn edit(self, change: impl FnOnce(&mut ParallelPlot)) {
        let mut plot = self.plot.get_untracked();
        if plot.axes.is_empty() {
            plot.axes = self.axes.get_untracked();
        }
        change(&mut plot);
        self.on_change.run((plot,));
    }

    pub(super) fn edit_axis(self, axis: usize, change: impl FnOnce(&mut ParallelAxis)) {
        self.edit(|plot| {
            if let Some(axis) = plot.axes.get_mut(axis) {
                change(axis);
            }
        });
    }

    /// Moves an axis to another place from the left.
    pub(super) fn move_axis(self, from: usize, to: usize) {
        if from != to {
            self.edit(|plot| {
                if from < plot.axes.len() {
                    // By the last axis or by name: the colour stays what it was.
                    plot.color = plot
                        .color
                        .take()
                        .or_else(|| plot.axes.last().map(|axis| axis.column.clone()));
                    let axis = plot.axes.remove(from);
                    plot.axes.insert(to.min(plot.axes.len()), axis);
                }
            });
        }
    }

    /// How many axes are not drawn, as they are too many.
    pub(super) fn left_out(self) -> usize {
        self.plot.with(ParallelPlot::left_out)
    }

    /// The colour as the plot says it.
    pub(super) fn color(self) -> Option<String> {
        self.plot.with(|plot| {
            self.axes
                .with(|axes| plot.color_column(axes).map(ToOwned::to_owned))
        })
    }
}

fn in_values(axis: &drawn::ParallelAxis, units: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    let values = |[low, high]: [f64; 2]| {
        let (one, other) = (axis.from_unit(low), axis.from_unit(high));
        [one.min(other), one.max(other)]
    };
    units.into_iter().map(values).collect()
}
