export * from "./wiresocket.cjs";
