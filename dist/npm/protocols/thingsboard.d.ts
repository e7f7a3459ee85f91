export * from "./thingsboard.cjs";
