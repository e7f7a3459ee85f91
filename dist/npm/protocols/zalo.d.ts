export * from "./zalo.cjs";
