export * from "./twilio-voice-js.cjs";
