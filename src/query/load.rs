//! One thing to load: which bytes to ask for, and what to make of them.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::mlflow::{ApiError, Call, Request};

/// The bytes that a server sent, with what it said about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status, 200 to 299: other answers are an [`ApiError`].
    pub status: u16,
    /// The `Content-Type` header as sent.
    pub content_type: Option<String>,
    /// Size of the whole file in bytes where the server said it; larger than `body` when only a part was asked for.
    pub total_bytes: Option<u64>,
    /// The body.
    pub body: Arc<[u8]>,
}

/// What makes two loads the same: the request and how much of the answer is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LoadKey {
    /// The request.
    pub request: Request,
    /// At most this many bytes from the start, asked for with an HTTP range; `None` for all.
    pub first_bytes: Option<u64>,
}

/// An answer of any type.
///
/// Everything that handles answers (client, cache, states, signals) is compiled once for this type, not once for each
/// kind of answer: of ten kinds, that is a tenth of the bundle.
pub type Answer = Arc<dyn Any + Send + Sync>;

type Decode = Arc<dyn Fn(&Reply) -> Result<Answer, ApiError> + Send + Sync>;

/// A request together with the way to read its answer.
#[derive(Clone)]
pub struct AnyLoad {
    /// What is asked for.
    pub key: LoadKey,
    decode: Decode,
}

/// One request is always read by one decoder, so the request alone tells loads apart.
impl PartialEq for AnyLoad {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl AnyLoad {
    /// Reads an answer.
    ///
    /// # Errors
    /// What the decoder says is wrong with it.
    pub fn decode(&self, reply: &Reply) -> Result<Answer, ApiError> {
        (self.decode)(reply)
    }
}

/// A load whose answer is a `T`.
pub struct Load<T> {
    any: AnyLoad,
    answer: PhantomData<fn() -> T>,
}

impl<T: Send + Sync + 'static> Load<T> {
    /// A load of `request` whose answer `decode` reads. One request is always read by one kind of decoder: the
    /// cache tells answers apart by the request alone. With `first_bytes`, only so many bytes are asked for.
    pub fn new(
        request: Request,
        first_bytes: Option<u64>,
        decode: impl Fn(&Reply) -> Result<T, ApiError> + Send + Sync + 'static,
    ) -> Self {
        let key = LoadKey { request, first_bytes };
        let decode: Decode = Arc::new(move |reply: &Reply| Ok(Arc::new(decode(reply)?) as Answer));
        Self {
            any: AnyLoad { key, decode },
            answer: PhantomData,
        }
    }

    /// The same load, for whoever does not care what its answer is.
    pub fn erased(self) -> AnyLoad {
        self.any
    }
}

impl<T: Send + Sync + 'static> From<Call<T>> for Load<T> {
    fn from(call: Call<T>) -> Self {
        let request = call.request.clone();
        Self::new(request, None, move |reply: &Reply| {
            call.decode(&reply.body).map_err(|error| {
                // A proxy's sign-in page often comes with status 200: say so rather than "malformed JSON".
                let is_page = reply.body.trim_ascii_start().first() == Some(&b'<');
                if is_page {
                    ApiError::from_response(reply.status, reply.content_type.as_deref(), &reply.body)
                } else {
                    error
                }
            })
        })
    }
}
