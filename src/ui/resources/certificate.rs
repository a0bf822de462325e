//! The certificate of unfitness on screen: the sentence, the statements, its check by one click, and its file.

use super::words::word;
use crate::basics::{Lang, Words};
use crate::catalog::Edition;
use crate::fitting::{Certificate, check, words};
use crate::ui::browser::download;
use crate::ui::same::Same;
use yew::prelude::*;

/// Properties of [`CertificateView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CertificateViewProps {
    /// The certificate.
    pub certificate: Same<Certificate>,
    /// The catalog.
    pub edition: Same<Edition>,
    /// The language.
    pub lang: Lang,
}

/// Why nothing fits, and what would make it fit.
#[component]
pub fn CertificateView(props: &CertificateViewProps) -> Html {
    let CertificateViewProps { certificate, edition, lang } = props;
    let lang = *lang;
    let verdict = use_state(|| None::<(Same<Certificate>, Words)>);
    let joined = |parts: Vec<Words>| {
        let parts: Vec<&str> = parts.iter().map(|part| part.get(lang)).collect();
        parts.join(if lang == Lang::Zh { " 与 " } else { " and " })
    };
    let recheck = {
        let (certificate, edition, verdict) = (certificate.clone(), edition.clone(), verdict.clone());
        Callback::from(move |_: MouseEvent| {
            let said = match check::check(&certificate, &edition) {
                Ok(()) => Words::new(
                    "✓ 独立检验通过：目录中确无可适配的配置",
                    "✓ Checked independently: nothing in the catalog fits",
                ),
                Err(refusal) => {
                    let why = words::refusal(refusal);
                    Words::new(format!("✗ {}", why.zh), format!("✗ {}", why.en))
                }
            };
            verdict.set(Some((certificate.clone(), said)));
        })
    };
    let save = {
        let certificate = certificate.clone();
        Callback::from(move |_: MouseEvent| {
            let name = format!("certificate-{}.txt", certificate.digest().short());
            download(&name, "text/plain", &certificate.text());
        })
    };
    // What was said of another certificate is not said of this one.
    let said =
        verdict.as_ref().filter(|(of, _)| of == certificate).map(|(_, said)| said.get(lang).to_owned());
    html! {
        <section class="certificate" part="certificate">
            <h4>{ word(lang, "certificate") }</h4>
            <p class="certificate-sentence">{ words::sentence(certificate, edition).get(lang).to_owned() }</p>
            <p>{ word(lang, "conflicts") }</p>
            <ul>{ for certificate.conflicts.iter().map(|set| html! {
                <li>{ joined(set.iter().map(|c| words::constraint(c, certificate, edition)).collect()) }</li>
            }) }</ul>
            if !certificate.relaxations.is_empty() {
                <p>{ word(lang, "relaxations") }</p>
                <ul>{ for certificate.relaxations.iter().map(|set| html! {
                    <li>{ joined(set.iter().map(|c| words::change(c, certificate, edition)).collect()) }</li>
                }) }</ul>
            }
            if !certificate.offered.is_empty() {
                <p>{ word(lang, "best") }</p>
                <ul>{ for certificate.offered.iter().map(|offered| {
                    let code = &offered.dimension;
                    let most = offered.most.map_or_else(|| Words::same("∞"), |m| words::amount(code, m, edition));
                    html! { <li>{ format!("{} {}", words::dimension(code, edition).get(lang), most.get(lang)) }</li> }
                }) }</ul>
            }
            <p class="certificate-name">{ format!("{} · SM3 {}", certificate.edition, certificate.digest().short()) }</p>
            <p class="certificate-deeds">
                <button type="button" class="button" onclick={recheck}>{ word(lang, "recheck") }</button>
                <button type="button" class="button" onclick={save}>{ word(lang, "save-certificate") }</button>
                <span role="status">{ said }</span>
            </p>
        </section>
    }
}
