export * from "./protoo.cjs";
