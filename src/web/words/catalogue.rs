//! The catalogues, embedded in the binary, and what is said of them.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use fluent_syntax::ast::Entry;
use rust_embed::Embed;

use super::forms;
use crate::domain::Locale;

#[derive(Embed)]
#[folder = "locales/"]
struct Files;

/// Keys of messages for scripts begin so.
const FOR_SCRIPTS: &str = "script-";

type Bundle = FluentBundle<FluentResource>;

/// The messages for scripts, by what follows the prefix in their keys.
pub(super) fn for_scripts(locale: Locale) -> &'static BTreeMap<String, String> {
    static ALL: LazyLock<HashMap<Locale, BTreeMap<String, String>>> = LazyLock::new(|| {
        Locale::ALL.into_iter().map(|locale| (locale, messages_for_scripts(locale))).collect()
    });
    &ALL[&locale]
}

fn messages_for_scripts(locale: Locale) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for resource in resources(locale) {
        for entry in resource.entries() {
            let Entry::Message(message) = entry else { continue };
            let key = message.id.name;
            let pattern = of(locale).get_message(key).and_then(|message| message.value());
            if let (Some(short), Some(pattern)) = (key.strip_prefix(FOR_SCRIPTS), pattern) {
                // Complaints are of the places for arguments alone, which stay as they are.
                let text = of(locale).format_pattern(pattern, None, &mut Vec::new());
                all.insert(short.to_owned(), text.into_owned());
            }
        }
    }
    all
}

/// The catalogue of a locale.
fn of(locale: Locale) -> &'static Bundle {
    static ALL: LazyLock<HashMap<Locale, Bundle>> =
        LazyLock::new(|| Locale::ALL.into_iter().map(|locale| (locale, read(locale))).collect());
    &ALL[&locale]
}

fn resources(locale: Locale) -> impl Iterator<Item = FluentResource> {
    let folder = format!("{}/", locale.tag());
    Files::iter().filter(move |path| path.starts_with(&folder)).map(|path| {
        let file = Files::get(&path).expect("a listed catalogue exists");
        let text = String::from_utf8(file.data.into_owned()).expect("a catalogue is UTF-8");
        FluentResource::try_new(text)
            .unwrap_or_else(|(_, errors)| panic!("catalogue {path}: {errors:?}"))
    })
}

fn read(locale: Locale) -> Bundle {
    let tag = locale.tag().parse().expect("a locale's tag is a language tag");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Marks around arguments would be in titles, attributes and what people copy.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::English => |value, _| forms::number(Locale::English, value),
        Locale::German => |value, _| forms::number(Locale::German, value),
        Locale::French => |value, _| forms::number(Locale::French, value),
    }));
    for resource in resources(locale) {
        bundle.add_resource(resource).unwrap_or_else(|e| panic!("catalogue {locale:?}: {e:?}"));
    }
    bundle
}

/// The message `key`. A test holds every key and argument in use to the catalogues; should one be
/// missing all the same, a page with a key in it is better than none.
pub(super) fn format(locale: Locale, key: &str, args: Option<&FluentArgs<'_>>) -> String {
    let bundle = of(locale);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        tracing::error!(key, locale = locale.tag(), "a message is missing");
        debug_assert!(false, "message {key} is missing in {locale:?}");
        return key.to_owned();
    };
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, args, &mut errors);
    if !errors.is_empty() {
        tracing::error!(key, locale = locale.tag(), ?errors, "a message lacks something");
        debug_assert!(false, "message {key} in {locale:?}: {errors:?}");
    }
    text.into_owned()
}
