//! The documentation page: the OpenAPI document as HTML, made on the server; it loads nothing.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde_json::Value;

use super::openapi;
use crate::web::{
    errors::{Failure, Kind},
    security::Nonce,
};

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service.service(super::read("/docs", page));
}

/// This documentation for people
#[utoipa::path(
    get,
    path = "/api/v1/docs",
    operation_id = "getDocumentation",
    tag = "about",
    responses((status = 200, description = "A page", content_type = "text/html", body = String)),
)]
pub(super) async fn page(nonce: Nonce) -> Result<HttpResponse, Failure> {
    let document = serde_json::to_value(openapi::describe()).map_err(|e| Failure::internal(&e))?;
    let html = Page::new(&document, nonce.0).render().map_err(|e| Failure::internal(&e))?;
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html))
}

#[derive(Template)]
#[template(path = "api/docs.html")]
struct Page {
    nonce: String,
    version: String,
    /// HTML.
    description: String,
    sections: Vec<Section>,
    failures: Vec<Row>,
    schemas: Vec<Schema>,
}

/// The operations of a tag.
struct Section {
    name: String,
    title: String,
    operations: Vec<Operation>,
}

struct Operation {
    /// Address within the page.
    anchor: String,
    method: String,
    path: String,
    summary: String,
    /// HTML.
    description: String,
    /// Whether it may, or must, be called with a token.
    token: &'static str,
    parameters: Vec<Row>,
    /// HTML: the schema of the body.
    body: Option<String>,
    responses: Vec<Row>,
}

/// A line of a table.
struct Row {
    name: String,
    /// HTML.
    kind: String,
    /// HTML.
    text: String,
}

struct Schema {
    name: String,
    /// HTML.
    description: String,
    fields: Vec<Row>,
    /// HTML: what it is, when it has no fields.
    plain: Option<String>,
}

impl Page {
    fn new(document: &Value, nonce: String) -> Self {
        let sections = list(&document["tags"]).map(|tag| Section::new(document, tag)).collect();
        let failures = Kind::ALL.into_iter().map(|kind| Row {
            name: kind.word().into(),
            kind: kind.status().as_u16().to_string(),
            text: escape(&kind.title()),
        });
        Self {
            nonce,
            version: text(&document["info"]["version"]),
            description: markdown(&document["info"]["description"]),
            sections,
            failures: failures.collect(),
            schemas: entries(&document["components"]["schemas"]).map(Schema::new).collect(),
        }
    }
}

impl Section {
    fn new(document: &Value, tag: &Value) -> Self {
        let mut operations = Vec::new();
        for (path, item) in entries(&document["paths"]) {
            for (method, operation) in entries(item) {
                if list(&operation["tags"]).any(|name| *name == tag["name"]) {
                    operations.push(Operation::new(path, method, operation));
                }
            }
        }
        Self { name: text(&tag["name"]), title: text(&tag["description"]), operations }
    }
}

impl Operation {
    fn new(path: &str, method: &str, operation: &Value) -> Self {
        let security: Vec<&Value> = list(&operation["security"]).collect();
        let open = |value: &&Value| value.as_object().is_some_and(serde_json::Map::is_empty);
        let token = match security.as_slice() {
            [] => "no",
            some if some.iter().any(open) => "optional",
            _ => "required",
        };
        let parameters = list(&operation["parameters"]).map(|parameter| Row {
            name: text(&parameter["name"]),
            kind: format!("{}, {}", text(&parameter["in"]), shape(&parameter["schema"])),
            text: markdown(&parameter["description"]),
        });
        let responses = entries(&operation["responses"]).map(|(status, response)| Row {
            name: status.into(),
            kind: content(response).unwrap_or_default(),
            text: markdown(&response["description"]),
        });
        Self {
            anchor: format!("{method}{}", path.replace(['/', '{', '}'], "-")),
            method: method.to_uppercase(),
            path: path.into(),
            summary: text(&operation["summary"]),
            description: markdown(&operation["description"]),
            token,
            parameters: parameters.collect(),
            body: content(&operation["requestBody"]),
            responses: responses.collect(),
        }
    }
}

impl Schema {
    fn new((name, schema): (&str, &Value)) -> Self {
        let mut fields = Vec::new();
        for part in std::iter::once(schema).chain(list(&schema["allOf"])) {
            if part["$ref"].is_string() {
                let text = "and every field of this".into();
                fields.push(Row { name: String::new(), kind: shape(part), text });
            }
            for (field, inner) in entries(&part["properties"]) {
                let required = list(&part["required"]).any(|name| name == field);
                let optional = if required { "" } else { ", may be missing" };
                fields.push(Row {
                    name: field.into(),
                    kind: format!("{}{optional}", shape(inner)),
                    text: markdown(&inner["description"]),
                });
            }
        }
        let plain = fields.is_empty().then(|| shape(schema));
        Self { name: name.into(), description: markdown(&schema["description"]), fields, plain }
    }
}

/// The schema of the first media type of a body, as HTML.
fn content(body: &Value) -> Option<String> {
    let (media_type, content) = entries(&body["content"]).next()?;
    Some(match &content["schema"] {
        schema if schema["$ref"].is_string() => shape(schema),
        _ => escape(media_type),
    })
}

/// A schema in a word or two, as HTML.
fn shape(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|at| at.rsplit('/').next()) {
        return format!("<a href=\"#schema-{0}\">{0}</a>", escape(name));
    }
    let one_of: Vec<String> =
        list(&schema["oneOf"]).chain(list(&schema["anyOf"])).map(shape).collect();
    if !one_of.is_empty() {
        return one_of.join(" or ");
    }
    let values: Vec<String> = list(&schema["enum"])
        .map(|value| format!("<code>{}</code>", escape(&text(value))))
        .collect();
    if !values.is_empty() {
        return values.join(" ");
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => kind.as_str().into_iter().collect(),
    };
    let named = kinds.iter().map(|kind| match *kind {
        "array" => format!("list of {}", shape(&schema["items"])),
        kind => escape(kind),
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() { "anything".into() } else { named.join(" or ") }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().into()
}

/// Our own prose, as HTML.
fn markdown(value: &Value) -> String {
    let mut html = String::new();
    let source = value.as_str().unwrap_or_default();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(source));
    html
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
