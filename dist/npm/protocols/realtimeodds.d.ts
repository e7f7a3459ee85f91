export * from "./realtimeodds.cjs";
