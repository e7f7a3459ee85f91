export * from "./es.cjs";
