export * from "./google-iap-relay.cjs";
