export * from "./workbuddy-voice.cjs";
