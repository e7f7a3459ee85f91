export * from "./prosody.cjs";
