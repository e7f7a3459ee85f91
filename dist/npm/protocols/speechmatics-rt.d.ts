export * from "./speechmatics-rt.cjs";
