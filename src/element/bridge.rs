//! The one place where the script of the element and the form meet.

use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::prelude::*;

/// A form that stands in a page. Dropping it without [`Mounted::unmount`] leaves the form where it is.
#[wasm_bindgen]
pub struct Mounted {
    app: Option<yew::AppHandle<Placeholder>>,
}

/// Puts the form into `place`, an empty element inside the shadow root.
#[wasm_bindgen]
pub fn mount(place: Element) -> Mounted {
    Mounted { app: Some(yew::Renderer::<Placeholder>::with_root(place).render()) }
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the form out of the page and lets go of all it holds.
    pub fn unmount(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
    }
}

#[function_component]
fn Placeholder() -> Html {
    let count = use_state(|| 0);
    let onclick = {
        let count = count.clone();
        move |_: MouseEvent| count.set(*count + 1)
    };
    html! { <button {onclick}>{ *count }</button> }
}
