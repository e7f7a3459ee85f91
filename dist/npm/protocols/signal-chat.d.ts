export * from "./signal-chat.cjs";
