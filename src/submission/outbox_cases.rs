//! One application on its way, answer by answer: where it stands then, when the next try is due, what may be done.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::answer::{Answer, Receipt, Refusal, RefusalKind, Why};
use super::outbox::{Item, MOST_TRIES, Paper, State, Step};
use super::profile::{Level, Profile, Purpose};
use super::{backoff, row};
use crate::basics::Digest;
use crate::wire::v1::envelope::Sealed;

fn paper(name: &str) -> Paper {
    Paper {
        digest: Digest::of(name.as_bytes()),
        name: name.into(),
        media_type: String::new(),
        size: 4,
        arrived: false,
        address: String::new(),
    }
}

fn frozen() -> Item {
    let sealed = Sealed { text: "{}".into(), key: "k".into(), digest: Digest::of(b"") };
    Item::frozen(sealed, 1, vec![paper("plan")], 0)
}

fn sending() -> Item {
    let mut item = frozen();
    item.sending("body".into(), 1);
    item
}

fn unknown(why: Why) -> State {
    State::Unknown { why, message: String::new() }
}

fn accepted(reference: &str) -> State {
    State::Accepted(Receipt { reference: reference.into(), ..Receipt::default() })
}

fn refusal(settles: bool) -> Refusal {
    Refusal { kind: RefusalKind::Content, message: "不".into(), places: Vec::new(), settles }
}

#[test]
fn what_may_be_done_unasked_depends_on_what_the_portal_promised() {
    use Level::{Idempotent, Nothing, Status};
    // State, what the portal promises, whether it has an address for questions, whether the page took the sending over.
    let cases = [
        (State::Frozen, Nothing, false, false, Step::Send),
        (State::Sending, Idempotent, true, false, Step::Rest),
        (accepted("1"), Idempotent, true, false, Step::Rest),
        (State::Rejected(refusal(true)), Idempotent, true, false, Step::Rest),
        (State::NeedsLogin, Idempotent, true, false, Step::Rest),
        (unknown(Why::Network), Nothing, true, false, Step::Rest),
        (unknown(Why::Network), Status, true, false, Step::Ask),
        (unknown(Why::Network), Status, false, false, Step::Rest),
        (unknown(Why::Network), Idempotent, true, false, Step::Ask),
        (unknown(Why::Network), Idempotent, false, false, Step::Send),
        (unknown(Why::Network), Idempotent, false, true, Step::Rest),
        (unknown(Why::NotKnown), Nothing, true, false, Step::Rest),
        (unknown(Why::NotKnown), Status, true, false, Step::Rest),
        (unknown(Why::NotKnown), Idempotent, true, false, Step::Send),
        (unknown(Why::NotKnown), Idempotent, true, true, Step::Rest),
    ];
    for (state, level, can_ask, by_page, expected) in cases {
        let profile = Profile { level, ..Profile::shipped("rest").unwrap() };
        let shown = format!("{state:?} {level:?} {can_ask} {by_page}");
        let mut item = Item { state, by_page, tries: MOST_TRIES - 1, ..frozen() };
        assert_eq!(item.next(&profile, can_ask), expected, "{shown}");
        item.tries = MOST_TRIES;
        assert_eq!(item.next(&profile, can_ask), Step::Rest, "a person decides: {shown}");
    }
}

#[test]
fn each_answer_to_a_sending_leads_where_it_must() {
    let lost = Answer::Unknown { why: Why::Network, message: String::new(), after: Some(5_000) };
    // Answer, whether an earlier sending was ambiguous; where it stands then, whether it is ambiguous, when it is due.
    let cases = [
        (Answer::Accepted(Receipt::default()), true, accepted(""), false, None),
        (Answer::Rejected(refusal(false)), false, State::Rejected(refusal(false)), false, None),
        (Answer::Rejected(refusal(true)), true, State::Rejected(refusal(true)), false, None),
        (
            Answer::Rejected(refusal(false)),
            true,
            State::Unknown { why: Why::Shape, message: "不".into() },
            true,
            Some(9 + 700),
        ),
        (Answer::NeedsLogin { sure: true }, false, State::NeedsLogin, false, None),
        (Answer::NeedsLogin { sure: true }, true, State::NeedsLogin, true, None),
        (Answer::NeedsLogin { sure: false }, false, State::NeedsLogin, true, None),
        (Answer::InProgress { after: Some(5_000) }, false, unknown(Why::AtWork), true, Some(5_009)),
        (Answer::Later { after: Some(5_000) }, false, State::Frozen, false, Some(5_009)),
        (Answer::Later { after: Some(5_000) }, true, unknown(Why::Server), true, Some(5_009)),
        (Answer::NotKnown, false, unknown(Why::NotKnown), true, Some(9 + 700)),
        (lost, false, unknown(Why::Network), true, Some(5_009)),
    ];
    for (answer, before, state, ambiguous, due) in cases {
        let mut item = Item { ambiguous: before, due: Some(3), ..sending() };
        item.answered(Purpose::Submit, answer.clone(), 9, 700);
        let told = (item.state, item.ambiguous, item.due, item.tries, item.changed_at);
        assert_eq!(told, (state, ambiguous, due, 1, 9), "{answer:?}, ambiguous before: {before}");
    }
}

#[test]
fn a_question_counts_as_a_try_and_its_failure_changes_nothing() {
    let mut item = sending();
    let lost = |why| Answer::Unknown { why, message: String::new(), after: None };
    item.answered(Purpose::Submit, lost(Why::Timeout), 2, 0);
    item.answered(Purpose::Status, Answer::Later { after: None }, 3, 1_500);
    assert_eq!((item.state.clone(), item.tries), (unknown(Why::Timeout), 2), "the reason stays");
    assert_eq!(item.due, Some(3 + 1_500), "the second wait is of two seconds at most");
    // A question that meets a sign-in says nothing new about what was sent.
    let mut sure = Item { ambiguous: false, ..item.clone() };
    sure.answered(Purpose::Status, Answer::NeedsLogin { sure: false }, 4, 0);
    assert_eq!((sure.state, sure.ambiguous), (State::NeedsLogin, false));
    let mut sure = Item { ambiguous: false, ..item.clone() };
    sure.answered(Purpose::Status, Answer::Later { after: None }, 4, 0);
    assert_eq!(sure.state, unknown(Why::Timeout), "what was asked about was sent once");
    item.answered(Purpose::Status, Answer::Later { after: None }, 5, 0);
    assert!(item.ambiguous);
}

#[test]
fn each_answer_to_an_upload_leads_where_it_must() {
    let receipt = Receipt { address: "/files/7".into(), ..Receipt::default() };
    let lost = Answer::Unknown { why: Why::Network, message: String::new(), after: Some(5_000) };
    let named = Refusal { message: "plan: 不".into(), ..refusal(false) };
    let cases = [
        (Answer::Accepted(receipt), State::Frozen, None, 0),
        (Answer::Rejected(refusal(false)), State::Rejected(named), None, 0),
        (Answer::NeedsLogin { sure: false }, State::NeedsLogin, None, 0),
        (Answer::Later { after: Some(5_000) }, State::Frozen, Some(5_009), 1),
        (Answer::InProgress { after: Some(5_000) }, State::Frozen, Some(5_009), 1),
        (lost, State::Frozen, Some(5_009), 1),
        (Answer::NotKnown, State::Frozen, Some(9 + 700), 1),
    ];
    for (answer, state, due, tries) in cases {
        let mut item = Item { due: Some(3), ..frozen() };
        item.uploaded(0, answer.clone(), 9, 700);
        assert_eq!((&item.state, item.due, item.tries), (&state, due, tries), "{answer:?}");
        assert!(!item.ambiguous && !item.may_be_there(), "attachments go first: {answer:?}");
        let arrived = matches!(answer, Answer::Accepted(_));
        let address = if arrived { "/files/7" } else { "" };
        assert_eq!((item.papers[0].arrived, item.papers[0].address.as_str()), (arrived, address));
        assert_eq!(item.changed_at, 9);
    }
    let mut item = frozen();
    item.uploaded(1, Answer::NeedsLogin { sure: true }, 9, 0);
    assert_eq!(item.state, State::Frozen, "there is no such attachment");
}

#[test]
fn what_a_person_decides_begins_the_tries_anew() {
    // State, whether it is ambiguous; what resuming makes of it, what sending again makes of it.
    let same = |state: State| (state.clone(), state);
    let cases = [
        (State::NeedsLogin, false, (State::Frozen, State::Frozen)),
        (State::NeedsLogin, true, (unknown(Why::Interrupted), State::Frozen)),
        (unknown(Why::NotKnown), true, (unknown(Why::AtWork), State::Frozen)),
        (unknown(Why::Network), true, (unknown(Why::Network), State::Frozen)),
        (State::Frozen, false, same(State::Frozen)),
        (State::Sending, false, same(State::Sending)),
        (accepted("7"), false, same(accepted("7"))),
        (State::Rejected(refusal(true)), false, same(State::Rejected(refusal(true)))),
    ];
    for (state, ambiguous, (resumed, again)) in cases {
        let item = Item { state: state.clone(), ambiguous, tries: 9, due: Some(5), ..frozen() };
        let mut went_on = item.clone();
        went_on.resumed(9);
        assert_eq!((&went_on.state, went_on.ambiguous), (&resumed, ambiguous), "{state:?}");
        assert_eq!((went_on.tries, went_on.due), (0, None), "{state:?}");
        let mut sent = item.clone();
        sent.sent_again();
        assert_eq!(
            (&sent.state, sent.ambiguous),
            (&again, ambiguous),
            "it may be there all the same: {state:?}"
        );
        let open = matches!(state, State::NeedsLogin | State::Unknown { .. });
        assert_eq!((sent.tries, sent.due), if open { (0, None) } else { (9, Some(5)) }, "{state:?}");
        let mut started = item.clone();
        started.interrupted(9);
        let expected = if state == State::Sending { unknown(Why::Interrupted) } else { state };
        assert_eq!(started.state, expected, "only what was on its way was interrupted");
    }
}

#[test]
fn what_may_be_there_is_what_a_later_application_takes_the_place_of() {
    let cases = [
        (State::Frozen, false, ""),
        (State::NeedsLogin, false, ""),
        (State::Rejected(refusal(true)), false, ""),
        (State::Sending, true, ""),
        (accepted("HLJ-7"), true, "HLJ-7"),
        (unknown(Why::Network), true, ""),
    ];
    for (state, there, reference) in cases {
        let item = Item { state, sent_at: Some(4), ..frozen() };
        assert_eq!(item.may_be_there(), there, "{:?}", item.state);
        assert!(Item { ambiguous: true, ..item.clone() }.may_be_there(), "{:?}", item.state);
        let past = item.past();
        assert_eq!((past.state.as_str(), past.reference.as_str()), (item.state.code(), reference));
        assert_eq!((past.key.as_str(), past.digest, past.sent_at), ("k", item.digest, Some(4)));
    }
}

#[test]
fn every_answer_that_was_written_down_is_read_and_nothing_else_is() {
    let text = row::write(&Item { state: unknown(Why::Server), ambiguous: true, ..sending() });
    assert!(row::read(&text).is_ok());
    // What a newer program gave as a reason is still a reason not to know.
    let newer = text.replace("\"why\":\"server\"", "\"why\":\"moon\"");
    assert_eq!(row::read(&newer).unwrap().state, unknown(Why::Shape));
    let rejected = row::write(&Item { state: State::Rejected(refusal(true)), ..sending() });
    let placed = |places: &str| rejected.replace("\"places\":[]", &format!("\"places\":{places}"));
    assert!(row::read(&placed(r#"[["/unit","x"]]"#)).is_ok());
    for wrong in [
        text.replace("\"code\":\"unknown\"", "\"code\":\"lost\""),
        text.replace("\"version\":1", "\"version\":2"),
        text.replace("\"papers\":[{", "\"papers\":[7,{"),
        rejected.replace("\"kind\":\"content\"", "\"kind\":\"mood\""),
        placed(r#"[["/unit"]]"#),
        placed(r#"[["/unit","x","y"]]"#),
        placed(r#"["/unit"]"#),
    ] {
        assert!(wrong != text && wrong != rejected, "{wrong}");
        assert!(row::read(&wrong).is_err(), "{wrong}");
    }
    // Not true is false: a flag of another kind proves nothing.
    let flags =
        text.replace("\"ambiguous\":true", "\"ambiguous\":1").replace("\"arrived\":false", "\"arrived\":0");
    let read = row::read(&flags).unwrap();
    assert!(!read.ambiguous && !read.papers[0].arrived && !read.by_page);
}

#[test]
fn a_date_to_come_again_at_is_read_to_the_second_and_a_wrong_one_not_at_all() {
    let at = |text: &str| backoff::retry_after(text, 784_080_000_000);
    assert_eq!(at("Sun, 06 Nov 1994 00:00:00 GMT"), Some(0));
    assert_eq!(at("Sun, 06 Nov 1994 23:59:60 GMT"), Some(86_400_000), "a leap second is one");
    assert_eq!(at("Mon, 07 Nov 1994 00:00:01 GMT"), Some(86_400_000), "no longer than a day");
    assert_eq!(at(" 7 "), Some(7_000));
    for wrong in
        ["Sun, 06 Nov 1994 00:61:00 GMT", "Sun, 06 Nov 1994 00:-1:00 GMT", "Sun, 31 Nov 1994 00:00:00 GMT"]
    {
        assert_eq!(at(wrong), None, "{wrong}");
    }
    assert_eq!(at("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0), "what is past is now");
    assert_eq!(at("Wed, 31 Dec 1969 23:59:59 GMT"), None);
}
