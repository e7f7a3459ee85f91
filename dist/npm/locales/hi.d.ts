export * from "./hi.cjs";
