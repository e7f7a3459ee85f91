export * from "./nchan.cjs";
