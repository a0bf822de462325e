//! The form as a whole.

use crate::dossier::Draft;
use crate::ui::settings::{Handle, Host, Settings};
use crate::ui::state::{Action, State, reduce};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// The form's properties.
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    /// What the page decides.
    pub settings: Rc<Settings>,
    /// What the page hears.
    #[prop_or_default]
    pub host: Host,
}

/// The form.
pub struct App {
    state: State,
    /// The draft as it stands, for who asks from outside.
    now: Rc<RefCell<Draft>>,
}

impl Component for App {
    type Message = Action;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let settings = &ctx.props().settings;
        let draft = match &settings.opened {
            Some(draft) => (**draft).clone(),
            None => Draft { errand: settings.errand, ..Draft::default() },
        };
        let now = Rc::new(RefCell::new(draft.clone()));
        let state = State::new(settings.lang, settings.mode, draft);
        let held = Rc::clone(&now);
        ctx.props().host.ready.emit(Handle {
            dispatch: ctx.link().callback(|action| action),
            draft: Callback::from(move |()| held.borrow().clone()),
        });
        Self { state, now }
    }

    fn update(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let before = self.state.edit;
        let fresh = State::new(self.state.lang, self.state.mode, Draft::default());
        self.state = reduce(std::mem::replace(&mut self.state, fresh), action);
        if self.state.edit != before {
            *self.now.borrow_mut() = self.state.draft.clone();
            ctx.props().host.changed.emit(self.state.draft.clone());
        }
        true
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        html! { <div class="gcr" part="form"><h1>{"黑龙江省省级政务云资源申请"}</h1></div> }
    }
}
