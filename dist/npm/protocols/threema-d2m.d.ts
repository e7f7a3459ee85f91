export * from "./threema-d2m.cjs";
