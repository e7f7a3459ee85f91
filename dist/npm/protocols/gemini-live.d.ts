export * from "./gemini-live.cjs";
