export * from "./discord-voice.cjs";
