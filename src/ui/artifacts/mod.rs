//! tmp
use leptos::prelude::*; use crate::mlflow::ArtifactSource;
#[derive(Clone,PartialEq)] pub struct ArtifactAddress{pub source:ArtifactSource,pub path:String}
#[derive(Clone,PartialEq)] pub struct ArtifactRoot{pub source:ArtifactSource}
impl ArtifactRoot{pub fn new(source:ArtifactSource,_l:&str)->Self{Self{source}}}
#[component] pub fn ArtifactBrowser(#[prop(into)] roots:Signal<Vec<ArtifactRoot>>, #[prop(into)] selected:Signal<Option<ArtifactAddress>>, href:Callback<(ArtifactAddress,),String>)->impl IntoView{let _=(roots,selected,href);}
