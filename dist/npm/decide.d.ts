export * from "./decide.cjs";
