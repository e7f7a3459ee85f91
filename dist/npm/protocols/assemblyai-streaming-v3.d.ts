export * from "./assemblyai-streaming-v3.cjs";
