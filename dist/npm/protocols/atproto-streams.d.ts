export * from "./atproto-streams.cjs";
