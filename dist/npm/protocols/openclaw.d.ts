export * from "./openclaw.cjs";
