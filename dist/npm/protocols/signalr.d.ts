export * from "./signalr.cjs";
