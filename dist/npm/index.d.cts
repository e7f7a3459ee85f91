export { CloseCode, codeRanges } from "./tables.cjs";
export type { CloseCodeIdent, CloseCodeName, CodeLabel, CodeRange } from "./tables.cjs";
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
} from "./codes.cjs";
export type {
  Action,
  Alert,
  Authority,
  Backoff,
  Case,
  CodeClass,
  Fault,
  Jitter,
  Messages,
  Policy,
  Sender,
  Severity,
  Text,
  Texts,
  Visibility,
} from "./codes.cjs";
export { causeLabel, decide, describe, retryAfter, retryStateOf, userMessage } from "./decide.cjs";
export type {
  Cause,
  Decision,
  Disconnect,
  Hint,
  Limits,
  LocalError,
  Profile,
  ProfileRow,
  ProfileRule,
  ProfileTable,
  Rationale,
  RetryState,
} from "./decide.cjs";
export { Reconnector } from "./reconnector.cjs";
export type { ReconnectorOptions } from "./reconnector.cjs";
