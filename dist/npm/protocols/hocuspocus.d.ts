export * from "./hocuspocus.cjs";
