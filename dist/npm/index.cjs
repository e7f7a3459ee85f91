"use strict";
// WebSocket close codes: what they mean, who may send them, and whether to reconnect.

const { CloseCode, codeRanges } = require("./tables.cjs");
const { ceiling, classify, codeName, delay, forRelay, isAllowedInFrame, isScriptSendable, policy, textOf } = require("./codes.cjs");
const { causeLabel, decide, describe, retryAfter, retryStateOf, userMessage } = require("./decide.cjs");
const { Reconnector } = require("./reconnector.cjs");

module.exports = {
  CloseCode,
  codeRanges,
  ceiling,
  classify,
  codeName,
  delay,
  forRelay,
  isAllowedInFrame,
  isScriptSendable,
  policy,
  textOf,
  causeLabel,
  decide,
  describe,
  retryAfter,
  retryStateOf,
  userMessage,
  Reconnector,
};
