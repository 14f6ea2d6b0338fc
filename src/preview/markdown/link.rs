//! Which links of a stranger's text may be followed.

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// An `http`, `https` or `mailto` address.
    Web(String),
    /// A page of this app: `#/…`.
    InApp(String),
    /// Anything else, as written: a script, a file, a relative path. To be shown, never to be followed.
    Refused(String),
}

impl LinkTarget {
    /// Reads what stands in a link. Only what is plainly one of the allowed schemes is allowed: the browser drops
    /// tabs, line breaks and leading blanks before it looks at the scheme, so a text that has any is refused.
    pub fn of(address: &str) -> Self {
        let is_plain = !address
            .chars()
            .any(|character| character.is_control() || character.is_whitespace());
        if is_plain && address.starts_with("#/") {
            Self::InApp(address.to_owned())
        } else if is_plain
            && ["https://", "http://", "mailto:"]
                .iter()
                .any(|scheme| starts_with(address, scheme))
        {
            Self::Web(address.to_owned())
        } else {
            Self::Refused(address.to_owned())
        }
    }

    /// The address as written.
    pub fn address(&self) -> &str {
        match self {
            Self::Web(address) | Self::InApp(address) | Self::Refused(address) => address,
        }
    }

    /// The address, if it may be followed.
    pub fn href(&self) -> Option<&str> {
        match self {
            Self::Web(address) | Self::InApp(address) => Some(address),
            Self::Refused(_) => None,
        }
    }
}

fn starts_with(address: &str, scheme: &str) -> bool {
    address
        .get(..scheme.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_mail_and_this_app_can_be_followed() {
        for address in ["https://mlflow.org", "HTTP://a", "mailto:a@b.org"] {
            assert_eq!(LinkTarget::of(address), LinkTarget::Web(address.to_owned()));
        }
        assert_eq!(
            LinkTarget::of("#/experiments/1"),
            LinkTarget::InApp("#/experiments/1".to_owned())
        );
        for address in [
            "javascript:alert(1)",
            "java\tscript:alert(1)",
            " https://a",
            "https://a\nb",
            "data:text/html,x",
            "vbscript:x",
            "//evil.org",
            "/etc",
            "../up",
            "#anchor",
            "file:///x",
            "blob:x",
            "http:x",
            "",
            "é",
        ] {
            assert_eq!(LinkTarget::of(address).href(), None, "{address:?}");
        }
    }
}
