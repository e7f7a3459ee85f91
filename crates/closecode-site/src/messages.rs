//! What libraries print when a connection ends, for the script that reads pasted messages. The
//! crate's table is made from the same rows, in the same order.

use closecode_data::{Dataset, Implementation, Meaning};
use serde_json::{Value, json};

/// The file. Its one statement is a call of what `site.js` defined.
pub(crate) fn table(data: &Dataset) -> String {
    let by: Vec<_> = data.implementations.iter().filter(|i| !i.messages.is_empty()).collect();
    let place = |id: &str| by.iter().position(|i| i.id == id);
    let rows = data.printed().into_iter().map(|printed| {
        let means = printed.meaning().map_or("unclear", Meaning::as_str);
        let who: Vec<_> = printed.messages.iter().filter_map(|(i, _)| place(&i.id)).collect();
        let clear = u8::from(printed.is_clear());
        let code = printed.code().unwrap_or_default();
        json!([printed.text, printed.anchor, means, code, clear, who])
    });
    let rows: Vec<String> = rows.map(|row| row.to_string()).collect();
    let protocol = |i: &Implementation| i.protocol.as_ref().map(|id| id.value.clone());
    let names: Vec<Value> = by.iter().map(|i| json!([i.id, *i.name, protocol(i)])).collect();
    let codes: Vec<String> = codes(data).iter().map(Value::to_string).collect();
    format!(
        "closecodeMessages({{\"by\":{},\n\"codes\":[\n{}\n],\n\"rows\":[\n{}\n]}});\n",
        Value::from(names),
        codes.join(",\n"),
        rows.join(",\n")
    )
}

/// Each code with what the registry, the crate and libraries call it.
fn codes(data: &Dataset) -> Vec<Value> {
    let constants = data.constants();
    let registered = data.codes.iter().map(|code| {
        let names = constants.get(&*code.code).cloned().unwrap_or_default();
        json!([*code.code, *code.name, *code.ident, names])
    });
    let others = constants.iter().filter(|(code, _)| data.code(**code).is_none());
    let others = others.map(|(code, names)| json!([code, "", "", names]));
    registered.chain(others).collect()
}
