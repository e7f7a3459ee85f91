export * from "./ar.cjs";
