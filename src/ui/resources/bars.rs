//! Need against offer, a bar a dimension; the numbers stand beside it as text.

use super::words::word;
use crate::basics::Lang;
use yew::prelude::*;

/// One dimension of a configuration against the need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Name of the dimension.
    pub name: AttrValue,
    /// What is needed, with its unit.
    pub needed: AttrValue,
    /// What is got, with its unit.
    pub got: AttrValue,
    /// The difference, signed, with its unit and per cent.
    pub difference: AttrValue,
    /// What is got in thousandths of what is needed.
    pub permille: u32,
}

/// Width of the picture, in its own units; the need stands at half of it.
const WIDTH: u32 = 200;

/// Properties of [`Bars`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BarsProps {
    /// The dimensions.
    pub bars: Vec<Bar>,
    /// The language.
    pub lang: Lang,
}

/// The table of bars.
#[component]
pub fn Bars(props: &BarsProps) -> Html {
    let lang = props.lang;
    html! {
        <table class="bars">
            <caption>{ word(lang, "bars") }</caption>
            <thead><tr>
                <td></td>
                <th scope="col">{ word(lang, "needed") }</th>
                <th scope="col">{ word(lang, "got") }</th>
                <td class="bars-picture"></td>
                <th scope="col">{ word(lang, "difference") }</th>
            </tr></thead>
            <tbody>{ for props.bars.iter().map(line) }</tbody>
        </table>
    }
}

fn line(bar: &Bar) -> Html {
    let class = match bar.permille {
        0..1000 => "is-short",
        1000 => "is-exact",
        _ => "is-over",
    };
    // The need stands at half of the width; what is more than double is drawn to the end with an arrow.
    let width = (bar.permille.min(2000) * WIDTH / 2000).max(2);
    let beyond = bar.permille > 2000;
    html! {
        <tr class={class}>
            <th scope="row">{ bar.name.clone() }</th>
            <td class="num">{ bar.needed.clone() }</td>
            <td class="num">{ bar.got.clone() }</td>
            <td class="bars-picture">
                <svg viewBox="0 0 206 14" aria-hidden="true" focusable="false">
                    <rect class="bar-ground" x="0" y="3" width={WIDTH.to_string()} height="8" rx="2" />
                    <rect class="bar-got" x="0" y="3" width={width.to_string()} height="8" rx="2" />
                    if beyond { <path class="bar-beyond" d="M199 1 L206 7 L199 13 Z" /> }
                    <line class="bar-need" x1="100" y1="0" x2="100" y2="14" />
                </svg>
            </td>
            <td class="num bars-difference">{ bar.difference.clone() }</td>
        </tr>
    }
}
