export * from "./lichess.cjs";
