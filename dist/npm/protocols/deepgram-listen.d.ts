export * from "./deepgram-listen.cjs";
