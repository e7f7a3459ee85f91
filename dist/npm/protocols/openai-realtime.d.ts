export * from "./openai-realtime.cjs";
