export * from "./walletconnect-relay.cjs";
