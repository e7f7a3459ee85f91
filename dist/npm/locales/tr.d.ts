export * from "./tr.cjs";
