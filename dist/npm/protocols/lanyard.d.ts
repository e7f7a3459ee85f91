export * from "./lanyard.cjs";
