export * from "./pt.cjs";
