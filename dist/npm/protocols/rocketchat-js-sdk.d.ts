export * from "./rocketchat-js-sdk.cjs";
