export * from "./nostr-relay.cjs";
