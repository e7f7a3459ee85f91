// What the types promise. A line with `@ts-expect-error` must not compile.

import {
  type Action,
  CloseCode,
  type CloseCodeName,
  type CodeRange,
  type Decision,
  type Policy,
  Reconnector,
  classify,
  decide,
  policy,
} from "closecode";
import { profile } from "closecode/protocols/discord-gateway";
import { messages, tag } from "closecode/locales/zh-Hans";

const restart: 1012 = CloseCode.ServiceRestart;
const codes: CloseCode[] = [1000, 3000, restart];
// @ts-expect-error: 1016 is not registered.
codes.push(1016);

const name: CloseCodeName | undefined = classify(1006).name;
const range: CodeRange = classify(4711).range;
// @ts-expect-error: there is no such range.
const none: CodeRange = "library";

// A `switch` over the actions of a decision is complete.
function next({ action, attemptIn }: Decision): string {
  switch (action) {
    case "stop":
    case "fix-first":
    case "pause-until-online":
      return action;
    case "reconnect":
    case "resume":
    case "reauthenticate":
      return `${attemptIn ?? 0}`;
  }
}

const advice: Policy["action"] = policy(1000).action;
// @ts-expect-error: a policy never says so.
const resume: Policy["action"] = "resume";
const action: Action = advice;

decide("http-503");
decide({ cause: "local-ping-timeout", uptime: 90_000 }, 0.5);
// @ts-expect-error: a status is a number.
decide("http-busy");
// @ts-expect-error: no cause has this name.
decide({ cause: "network" });

new Reconnector({ profile, limits: { attempts: 3 } }).ended({ cause: 4004 });
// @ts-expect-error: the limits are those of the reconnector.
new Reconnector().ended({ cause: 4004, limits: {} });

const chinese: "zh-Hans" = tag;
export { action, chinese, messages, name, next, none, range, resume };
