export * from "./ms-speech.cjs";
