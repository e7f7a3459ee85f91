export * from "./realm-device-sync.cjs";
