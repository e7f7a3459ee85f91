export * from "./qst-api.cjs";
