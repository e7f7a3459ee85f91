export * from "./appwrite-realtime.cjs";
