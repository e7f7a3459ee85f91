export * from "./en.cjs";
