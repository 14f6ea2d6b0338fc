use super::*;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;

fn dist(test: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("sporeprint-serve-{test}-{}", std::process::id()));
    fs::create_dir_all(folder.join("static-files")).unwrap();
    fs::write(folder.join("index.html"), "<p>page").unwrap();
    fs::write(folder.join("static-files/app-0123456789abcdef_bg.wasm"), "\0asm").unwrap();
    folder
}

/// Sends one request as it stands and gives back all of the answer.
fn exchange(serving: &Serving, request: &str) -> String {
    let mut stream = TcpStream::connect(serving.address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(serving: &Serving, path: &str) -> String {
    exchange(
        serving,
        &format!("GET {path} HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"),
    )
}

/// A server that answers one request with the body `{}` and gives back what it was sent.
fn tracking_server(answer: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let uri = format!("http://{}", listener.local_addr().unwrap());
    let thread = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut byte = [0];
        while !request.ends_with(b"\r\n\r\n{}") {
            stream.read_exact(&mut byte).unwrap();
            request.push(byte[0]);
        }
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(request).unwrap()
    });
    (uri, thread)
}

#[test]
fn a_site_under_a_prefix_is_there_and_nowhere_else() {
    let site = Site {
        dist: dist("prefix"),
        prefix: Some("/a/b/".to_owned()),
        ..Site::default()
    };
    let serving = site.start(0).unwrap();
    assert!(serving.url().ends_with("/a/b/"));
    assert!(get(&serving, "/a/b/").ends_with("<p>page"));
    let moved = get(&serving, "/a/b");
    assert!(
        moved.starts_with("HTTP/1.1 308") && moved.contains("location: /a/b/"),
        "{moved}"
    );
    let module = get(&serving, "/a/b/static-files/app-0123456789abcdef_bg.wasm");
    assert!(
        module.contains("content-type: application/wasm") && module.contains("immutable"),
        "{module}"
    );
    assert!(get(&serving, "/").starts_with("HTTP/1.1 404"));
    assert!(get(&serving, "/a/bc/").starts_with("HTTP/1.1 404"));
}

#[test]
fn nothing_outside_the_site_is_given_out() {
    let serving = Site {
        dist: dist("outside"),
        ..Site::default()
    }
    .start(0)
    .unwrap();
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/static-files/..%2f..%2fetc/passwd",
        "//etc/passwd",
    ] {
        assert!(get(&serving, path).starts_with("HTTP/1.1 404"), "{path}");
    }
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let serving = Site {
        dist: dist("names"),
        ..Site::default()
    }
    .start(0)
    .unwrap();
    let answer = exchange(
        &serving,
        "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    );
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
}

#[test]
fn a_call_reaches_the_tracking_server_with_its_path_query_login_and_body_but_without_an_origin() {
    let (uri, thread) =
        tracking_server("HTTP/1.1 401 No\r\nwww-authenticate: Basic\r\ncontent-length: 2\r\n\r\nno");
    let site = Site {
        dist: dist("call"),
        tracking_uri: Some(format!("{uri}/team/")),
        ..Site::default()
    };
    let serving = site.start(0).unwrap();
    let host = serving.address;
    let answer = exchange(
        &serving,
        &format!(
            "POST /ajax-api/2.0/x?a=1&a=%20 HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nAuthorization: Basic YQ==\r\n\
             Range: bytes=0-1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"
        ),
    );
    assert!(
        answer.starts_with("HTTP/1.1 401") && answer.contains("www-authenticate: Basic"),
        "{answer}"
    );
    let sent = thread.join().unwrap();
    let lower = sent.to_lowercase();
    assert!(
        sent.starts_with("POST /team/ajax-api/2.0/x?a=1&a=%20 HTTP/1.1\r\n"),
        "{sent}"
    );
    assert!(
        lower.contains("authorization: basic yq==") && lower.contains("range: bytes=0-1"),
        "{sent}"
    );
    assert!(
        lower.contains(&format!("host: {}\r\n", uri.replace("http://", ""))) && sent.ends_with("\r\n\r\n{}"),
        "{sent}"
    );
    assert!(!lower.contains("origin:"), "{sent}");
}

#[test]
fn another_sites_page_cannot_call_the_api_through_this_server() {
    let site = Site {
        dist: dist("cross"),
        tracking_uri: Some("http://127.0.0.1:9".to_owned()),
        ..Site::default()
    };
    let serving = site.start(0).unwrap();
    let host = serving.address;
    for origin in ["https://evil.example", "null", "http://localhost:1"] {
        let request =
            format!("GET /version HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nConnection: close\r\n\r\n");
        assert!(
            exchange(&serving, &request).starts_with("HTTP/1.1 403"),
            "{origin}"
        );
    }
}

#[test]
fn a_tracking_server_that_is_not_there_is_a_502_that_names_it() {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .unwrap()
        .local_addr()
        .unwrap();
    let site = Site {
        dist: dist("dead"),
        tracking_uri: Some(format!("http://{free}")),
        ..Site::default()
    };
    let answer = get(&site.start(0).unwrap(), "/version");
    assert!(
        answer.starts_with("HTTP/1.1 502") && answer.contains(&free.to_string()),
        "{answer}"
    );
}

#[test]
fn without_a_tracking_server_the_api_is_not_found() {
    let serving = Site {
        dist: dist("static"),
        ..Site::default()
    }
    .start(0)
    .unwrap();
    assert!(get(&serving, "/ajax-api/2.0/mlflow/experiments/search").starts_with("HTTP/1.1 404"));
}

#[test]
fn a_dropped_server_no_longer_listens() {
    let serving = Site {
        dist: dist("dropped"),
        ..Site::default()
    }
    .start(0)
    .unwrap();
    let address = serving.address;
    drop(serving);
    assert!(TcpStream::connect(address).is_err());
}
