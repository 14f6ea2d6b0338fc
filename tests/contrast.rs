//! The colours of `style/tokens.css` can be read, in light and in dark.

#![cfg(test)]

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../style/tokens.css");

type Rgb = [f64; 3];

/// Every `--name: light-dark(#rrggbb, #rrggbb)` of the tokens.
fn colours() -> BTreeMap<&'static str, [Rgb; 2]> {
    TOKENS
        .lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(")?;
            let (light, dark) = value.strip_suffix(");")?.split_once(", ")?;
            Some((name, [rgb(light)?, rgb(dark)?]))
        })
        .collect()
}

fn rgb(hex: &str) -> Option<Rgb> {
    let digits = u32::from_str_radix(hex.strip_prefix('#')?, 16).ok()?;
    let [_, red, green, blue] = digits.to_be_bytes();
    Some([red, green, blue].map(|part| f64::from(part) / 255.0))
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: Rgb) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn below(least: f64, pairs: &[(&str, &str)]) -> Vec<String> {
    let colours = colours();
    let mut poor = Vec::new();
    for (ink, ground) in pairs {
        for (theme, name) in ["light", "dark"].iter().enumerate() {
            let ratio = contrast(colours[ink][theme], colours[ground][theme]);
            if ratio < least {
                poor.push(format!("{ink} on {ground} in {name}: {ratio:.2}"));
            }
        }
    }
    poor
}

#[test]
fn text_meets_aa_on_every_surface() {
    let inks = ["text", "text-muted", "text-faint", "accent-text"];
    let grounds = [
        "surface",
        "surface-raised",
        "surface-sunken",
        "surface-hover",
        "surface-selected",
        "surface-pressed",
        "accent-soft",
    ];
    let pairs: Vec<_> = inks
        .iter()
        .flat_map(|ink| grounds.map(|ground| (*ink, ground)))
        .collect();
    assert_eq!(below(4.5, &pairs), Vec::<String>::new());
}

#[test]
fn states_meet_aa_on_their_own_grounds_and_on_plain_ones() {
    let mut pairs = vec![
        ("on-accent", "accent"),
        ("on-accent", "accent-hover"),
        ("on-accent", "accent-pressed"),
    ];
    pairs.extend([
        ("on-danger", "danger"),
        ("on-danger", "danger-hover"),
        ("text", "mark"),
        ("chart-text", "chart-surface"),
    ]);
    for (ink, soft) in [
        ("danger", "danger-soft"),
        ("warning", "warning-soft"),
        ("success", "success-soft"),
        ("info", "info-soft"),
    ] {
        pairs.extend([
            (ink, soft),
            (ink, "surface"),
            (ink, "surface-sunken"),
            (ink, "surface-hover"),
            (ink, "surface-selected"),
            ("text", soft),
        ]);
    }
    assert_eq!(below(4.5, &pairs), Vec::<String>::new());
}

#[test]
fn outlines_that_alone_show_a_control_or_the_focus_meet_three_to_one() {
    let pairs = ["border-control", "focus", "accent"]
        .iter()
        .flat_map(|ink| ["surface", "surface-raised", "surface-sunken"].map(|ground| (*ink, ground)))
        .collect::<Vec<_>>();
    assert_eq!(below(3.0, &pairs), Vec::<String>::new());
}

#[test]
fn raw_colours_stand_in_the_tokens_only() {
    let mut found = Vec::new();
    let mut folders = vec![std::path::PathBuf::from("style")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "css") && !path.ends_with("tokens.css") {
                let text = std::fs::read_to_string(&path).unwrap();
                let raw = |line: &&str| {
                    let value = line.split_once(':').map_or("", |(_, value)| value);
                    value.contains('#') || ["rgb(", "hsl(", "oklch("].iter().any(|call| value.contains(call))
                };
                found.extend(
                    text.lines()
                        .filter(raw)
                        .map(|line| format!("{}: {}", path.display(), line.trim())),
                );
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}
