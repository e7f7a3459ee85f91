// WebSocket close codes: what they mean, who may send them, and whether to reconnect.

export { CloseCode, codeRanges } from "./tables.js";
export {
  ceiling,
  classify,
  codeName,
  delay,
  forRelay,
  isAllowedInFrame,
  isScriptSendable,
  policy,
  textOf,
} from "./codes.js";
export { causeLabel, decide, describe, retryAfter, retryStateOf, userMessage } from "./decide.js";
export { Reconnector } from "./reconnector.js";
