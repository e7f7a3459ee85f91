export * from "./rev-ai-streaming.cjs";
