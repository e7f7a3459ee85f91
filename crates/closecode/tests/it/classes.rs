//! Classes: every number against the dataset.

use closecode::{Class, CloseCode};

use crate::common::{dataset, every_code};

#[test]
fn a_class_is_what_the_data_says_about_each_of_its_numbers() {
    let data = dataset();
    for raw in every_code() {
        let number = raw.get();
        let class = raw.classify();
        let wire = data.wire(number);
        let policy = data.policy(number);
        let range = data.range(number);
        let code = data.codes.iter().find(|c| c.code.value == number);
        let label = if code.is_some() { number.to_string() } else { range.id.replace('-', "_") };
        assert_eq!((class.label(), class.to_string()), (label.as_str(), label.clone()), "{number}");
        assert_eq!(format!("{class:?}"), format!("Class({label})"));
        assert_eq!(class.known().map(CloseCode::get), code.map(|c| c.code.value), "{number}");
        assert_eq!(class.name(), code.map(|c| c.name.as_str()), "{number}");
        assert_eq!(format!("{:?}", class.range()), range.ident.value, "{number}");
        assert_eq!(class.is_allowed_in_frame(), wire.frame.value, "{number}");
        assert_eq!(class.sender().as_str(), wire.sender.as_str(), "{number}");
        assert_eq!(class.is_synthetic(), wire.synthetic.value, "{number}");
        assert_eq!(class.can_be_clean(), wire.clean.value, "{number}");
        assert_eq!(class.is_script_sendable(), wire.script_sendable.value, "{number}");
        assert_eq!(class.script_visibility().as_str(), wire.script_visible.as_str(), "{number}");
        assert_eq!(class.action(), crate::common::action(policy.action.as_str()), "{number}");
        assert_eq!(class.fault().as_str(), policy.fault.as_str(), "{number}");
        assert_eq!(class.severity().as_str(), policy.severity.as_str(), "{number}");
        assert_eq!(class.policy(), raw.policy(), "{number}");
        assert_eq!(Class::from(raw), class);
    }
}

#[test]
fn a_class_and_the_single_lookups_agree() {
    for raw in every_code() {
        let class = raw.classify();
        assert_eq!(class.is_allowed_in_frame(), raw.is_allowed_in_frame(), "{raw}");
        assert_eq!(class.is_script_sendable(), raw.is_script_sendable(), "{raw}");
        assert_eq!(
            (class.label(), class.known(), class.range()),
            (raw.label(), raw.known(), raw.range()),
            "{raw}"
        );
    }
}

#[test]
fn classes_are_numbered_without_gaps_and_have_distinct_labels() {
    let all: Vec<Class> = Class::all().collect();
    assert_eq!(all.len(), Class::COUNT);
    for (index, class) in all.iter().enumerate() {
        assert_eq!((class.index(), Class::from_index(index)), (index, Some(*class)));
        assert!(every_code().any(|raw| raw.classify() == *class), "{class} has no number");
    }
    assert_eq!(Class::from_index(Class::COUNT), None);
    assert_eq!(Class::from_index(usize::MAX), None);
    let labels: std::collections::BTreeSet<&str> = all.iter().map(|class| class.label()).collect();
    assert_eq!(labels.len(), Class::COUNT);
    assert_eq!((size_of::<Class>(), size_of::<Option<Class>>()), (1, 1));
}
