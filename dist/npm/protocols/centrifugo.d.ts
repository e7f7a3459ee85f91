export * from "./centrifugo.cjs";
