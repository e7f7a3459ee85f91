export * from "./wire-events.cjs";
