export * from "./mozilla-push.cjs";
