//! The transport of the browser: `fetch`, never following a redirect, never from a cache, never without end.

use super::classify::{Answered, MOST_BYTES, Reply};
use super::transport::{Body, Request};
use crate::drafts::device::{call, get, object, thrown, wait};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Sends a request and reads the reply.
pub(super) async fn send(request: Request) -> Reply {
    let abort = construct("AbortController", &[]).unwrap_or(JsValue::UNDEFINED);
    let prepared = match prepare(&request, &abort) {
        Ok(prepared) => prepared,
        // Nothing went out: an address or a header that the browser does not take.
        Err(error) => return Reply::Unsendable(thrown(&error)),
    };
    let (mut answer, mut late) = (pin!(answer(prepared)), pin!(wait(request.timeout)));
    let reply = poll_fn(|context| match answer.as_mut().poll(context) {
        Poll::Ready(reply) => Poll::Ready(reply),
        Poll::Pending => late.as_mut().poll(context).map(|()| Reply::Late),
    })
    .await;
    if reply == Reply::Late {
        let _ = call(&abort, "abort", &[]);
    }
    reply
}

/// The request as the browser wants it; made whole before anything is sent.
fn prepare(request: &Request, abort: &JsValue) -> Result<JsValue, JsValue> {
    let headers: Array = request
        .headers
        .iter()
        .map(|(name, value)| Array::of2(&JsValue::from_str(name), &JsValue::from_str(value)))
        .collect();
    let mut members = vec![
        ("method", JsValue::from_str(request.method)),
        ("headers", headers.into()),
        ("redirect", JsValue::from_str("manual")),
        ("cache", JsValue::from_str("no-store")),
        ("credentials", JsValue::from_str("same-origin")),
        ("signal", get(abort, "signal").unwrap_or(JsValue::UNDEFINED)),
    ];
    match &request.body {
        Body::None => {}
        Body::Text(text) => members.push(("body", JsValue::from_str(text))),
        Body::Bytes(bytes) => members.push(("body", Uint8Array::from(bytes.as_slice()).into())),
        Body::File { bytes, name, media_type } => {
            let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
            let kind = object(&[("type", JsValue::from_str(media_type))]);
            let blob = construct("Blob", &[&parts, &kind])?;
            let form = construct("FormData", &[])?;
            call(&form, "append", &[&JsValue::from_str("file"), &blob, &JsValue::from_str(name)])?;
            members.push(("body", form));
        }
    }
    construct("Request", &[&JsValue::from_str(&request.url), &object(&members)])
}

async fn answer(request: JsValue) -> Reply {
    let asked =
        call(&js_sys::global(), "fetch", &[&request]).map(|promise| JsFuture::from(Promise::from(promise)));
    let response = match asked {
        Ok(response) => response.await,
        Err(error) => Err(error),
    };
    let Ok(response) = response else { return Reply::Broken };
    let text = |name| get(&response, name).and_then(|value| value.as_string());
    if text("type").as_deref() == Some("opaqueredirect") {
        return Reply::Redirected;
    }
    let headers = get(&response, "headers").unwrap_or(JsValue::UNDEFINED);
    let header =
        |name| call(&headers, "get", &[&JsValue::from_str(name)]).ok().and_then(|value| value.as_string());
    let status = get(&response, "status").and_then(|status| status.as_f64()).unwrap_or_default();
    let (body, cut) = read(&response).await;
    Reply::Answered(Answered {
        status: status as u16,
        content_type: header("content-type").unwrap_or_default(),
        retry_after: header("retry-after").unwrap_or_default(),
        body,
        cut,
    })
}

/// Reads the body by pieces, so that an endless one does no harm. True where it was longer or broke off.
async fn read(response: &JsValue) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let Some(stream) = get(response, "body") else { return (bytes, false) };
    let Ok(reader) = call(&stream, "getReader", &[]) else { return (bytes, true) };
    loop {
        let piece = match call(&reader, "read", &[]) {
            Ok(promise) => JsFuture::from(Promise::from(promise)).await,
            Err(error) => Err(error),
        };
        let Ok(piece) = piece else { return (bytes, true) };
        if get(&piece, "done").and_then(|done| done.as_bool()) == Some(true) {
            return (bytes, false);
        }
        if let Some(Ok(piece)) = get(&piece, "value").map(JsCast::dyn_into::<Uint8Array>) {
            bytes.extend(piece.to_vec());
        }
        if bytes.len() > MOST_BYTES {
            let _ = call(&reader, "cancel", &[]);
            bytes.truncate(MOST_BYTES);
            return (bytes, true);
        }
    }
}

fn construct(name: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let class = get(&js_sys::global(), name).and_then(|class| class.dyn_into::<Function>().ok());
    let Some(class) = class else { return Err(JsValue::from_str(&format!("no {name}"))) };
    Reflect::construct(&class, &arguments.iter().map(|argument| (*argument).clone()).collect())
}
