//! Search, order and page of the two plain lists: experiments and registered models.

use super::params::Params;
use super::runs_query::{Lifecycle, named};

/// What a list is ordered by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The server's name of the column, such as `attributes.start_time` or ``metrics.`loss` ``. Never empty in an address.
    pub key: String,
    /// Smallest first.
    pub ascending: bool,
}

impl Sort {
    /// Reads `orderByKey` and `orderByAsc`, either of which may be missing.
    pub(super) fn take(params: &mut Params, default: (&str, bool)) -> Option<Self> {
        let key = params.take_text("orderByKey");
        let mut ascending = params.take_bool("orderByAsc");
        if key.is_some() && ascending.is_none() {
            // The direction will be written with the key, so an unreadable one can't be kept beside it.
            params.remove("orderByAsc");
            ascending = Some(default.1);
        }
        (key.is_some() || ascending.is_some()).then(|| Self {
            key: key.unwrap_or_else(|| default.0.to_owned()),
            ascending: ascending.unwrap_or(default.1),
        })
    }

    pub(super) fn write(sort: Option<&Self>, params: &mut Params) {
        if let Some(sort) = sort.filter(|sort| !sort.key.is_empty()) {
            params.push("orderByKey", &sort.key);
            params.push("orderByAsc", sort.ascending.to_string());
        }
    }
}

/// How a tag is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TagOperator {
    /// Equal.
    Is,
    /// Present and not equal.
    IsNot,
    /// Holds the text, whatever its case.
    Contains,
}

impl TagOperator {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Is, Self::IsNot, Self::Contains];

    /// As the address writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Is => "IS",
            Self::IsNot => "IS NOT",
            Self::Contains => "CONTAINS",
        }
    }
}

/// A condition on one tag of an experiment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TagFilter {
    /// The tag's key.
    pub key: String,
    /// How its value is compared.
    pub operator: TagOperator,
    /// With what.
    pub value: String,
}

impl TagFilter {
    /// Reads `key-IS-value`. Keys may hold dashes; the first operator between dashes counts.
    fn parse(text: &str) -> Option<Self> {
        let (start, operator) = TagOperator::ALL
            .into_iter()
            .filter_map(|operator| Some((text.find(&format!("-{}-", operator.as_str()))?, operator)))
            .min_by_key(|(start, _)| *start)?;
        let key = text.get(..start)?;
        let value = text.get(start + operator.as_str().len() + 2..)?;
        (!key.is_empty()).then(|| Self {
            key: key.to_owned(),
            operator,
            value: value.to_owned(),
        })
    }

    fn print(&self) -> String {
        format!("{}-{}-{}", self.key, self.operator.as_str(), self.value)
    }
}

/// Query of `#/experiments`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ExperimentsQuery {
    /// Part of the name (`experimentSearchFilter`); empty for all.
    pub search: String,
    /// Conditions that all hold (`experimentTagsFilter`, repeated).
    pub tags: Vec<TagFilter>,
    /// Active or deleted (`state=Deleted`).
    pub lifecycle: Lifecycle,
    /// Page, the first being 1 (`page`); `None` is the first.
    pub page: Option<u32>,
    /// Order (`sort=name.asc`); `None` is the server's order, last updated first.
    pub sort: Option<Sort>,
    /// Unknown query parameters.
    pub extra: Params,
}

impl ExperimentsQuery {
    pub(super) fn read(mut params: Params) -> Self {
        let search = params.take_text("experimentSearchFilter").unwrap_or_default();
        let mut tags = Vec::new();
        let mut others = Params::default();
        for (name, value) in params.iter() {
            match TagFilter::parse(value).filter(|_| name == "experimentTagsFilter") {
                Some(tag) => tags.push(tag),
                None => others.push(name, value),
            }
        }
        let page = take_page(&mut others);
        let lifecycle = others.take("state", |text| named(&Lifecycle::ALL, Lifecycle::as_str, text));
        let sort = others.take("sort", |text| {
            let (key, direction) = text.rsplit_once('.')?;
            let ascending = match direction {
                "asc" => true,
                "desc" => false,
                _ => return None,
            };
            (!key.is_empty()).then(|| Sort {
                key: key.to_owned(),
                ascending,
            })
        });
        Self {
            search,
            tags,
            lifecycle: lifecycle.unwrap_or_default(),
            page,
            sort,
            extra: others,
        }
    }

    pub(super) fn write(&self) -> Params {
        let mut params = Params::default();
        params.push_some(
            "experimentSearchFilter",
            Some(self.search.as_str()).filter(|text| !text.is_empty()),
        );
        for tag in &self.tags {
            params.push("experimentTagsFilter", tag.print());
        }
        if self.lifecycle == Lifecycle::Deleted {
            params.push("state", self.lifecycle.as_str());
        }
        params.push_some("page", self.page.map(|page| page.to_string()));
        if let Some(sort) = &self.sort {
            params.push(
                "sort",
                format!("{}.{}", sort.key, if sort.ascending { "asc" } else { "desc" }),
            );
        }
        params.append(&self.extra);
        params
    }
}

/// Query of `#/models`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ModelsQuery {
    /// Part of the name, or a condition on tags (`searchInput`); empty for all.
    pub search: String,
    /// Order (`orderByKey`, `orderByAsc`); `None` is by name, ascending.
    pub sort: Option<Sort>,
    /// Page, the first being 1 (`page`); `None` is the first.
    pub page: Option<u32>,
    /// Unknown query parameters.
    pub extra: Params,
}

impl ModelsQuery {
    pub(super) fn read(mut params: Params) -> Self {
        Self {
            search: params.take_text("searchInput").unwrap_or_default(),
            sort: Sort::take(&mut params, ("name", true)),
            page: take_page(&mut params),
            extra: params,
        }
    }

    pub(super) fn write(&self) -> Params {
        let mut params = Params::default();
        params.push_some(
            "searchInput",
            Some(self.search.as_str()).filter(|text| !text.is_empty()),
        );
        Sort::write(self.sort.as_ref(), &mut params);
        params.push_some("page", self.page.map(|page| page.to_string()));
        params.append(&self.extra);
        params
    }
}

fn take_page(params: &mut Params) -> Option<u32> {
    params.take("page", |text| text.parse().ok().filter(|page| *page > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tag_keys_may_hold_dashes() {
        let tag = TagFilter::parse("my-team-IS NOT-a-IS-b").unwrap();
        assert_eq!(
            tag,
            TagFilter {
                key: "my-team".into(),
                operator: TagOperator::IsNot,
                value: "a-IS-b".into()
            }
        );
        assert_eq!(TagFilter::parse("no operator"), None);
        assert_eq!(TagFilter::parse("-IS-x"), None);
    }

    #[test]
    fn half_an_order_is_completed_and_a_bad_page_is_kept() {
        let query = ModelsQuery::read(Params::parse("orderByAsc=false&page=zero"));
        assert_eq!(
            query.sort,
            Some(Sort {
                key: "name".into(),
                ascending: false
            })
        );
        assert_eq!(query.page, None);
        assert_eq!(query.extra.get("page"), Some("zero"));
    }
}
