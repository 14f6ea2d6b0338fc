//! What is known of a request.
