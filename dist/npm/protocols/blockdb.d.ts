export * from "./blockdb.cjs";
