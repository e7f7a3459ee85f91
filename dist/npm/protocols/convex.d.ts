export * from "./convex.cjs";
