export * from "./ttyd.cjs";
