export * from "./metered-realtime.cjs";
