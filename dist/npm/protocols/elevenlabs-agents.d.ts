export * from "./elevenlabs-agents.cjs";
