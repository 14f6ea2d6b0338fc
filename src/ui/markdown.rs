//! tmp
use leptos::prelude::*;
#[component] pub fn Note(#[prop(into)] text:String)->impl IntoView{view!{<pre>{text}</pre>}}
