export * from "./assemblyai-realtime-v2.cjs";
