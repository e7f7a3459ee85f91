export * from "./azure-webpubsub-reliable.cjs";
