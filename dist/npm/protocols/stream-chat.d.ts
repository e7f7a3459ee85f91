export * from "./stream-chat.cjs";
