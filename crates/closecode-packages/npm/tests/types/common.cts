// A CommonJS program.

import closecode = require("closecode");
import german = require("closecode/locales/de");
import party = require("closecode/partysocket");

const code: closecode.CloseCode = closecode.CloseCode.GoingAway;
const { title } = closecode.textOf(code, german.texts);
const decision: closecode.Decision = closecode.decide(code);
const { options } = party.reconnecting();

export = { decision, options, title };
