export * from "./deepgram-speak.cjs";
