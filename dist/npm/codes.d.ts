export * from "./codes.cjs";
